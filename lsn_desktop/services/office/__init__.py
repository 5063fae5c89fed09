"""The company: people, partners, places, orders, what it says of itself, its backups."""
