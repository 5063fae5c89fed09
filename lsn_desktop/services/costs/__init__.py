"""What goods cost: bought, charged, made."""
