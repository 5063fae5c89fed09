"""Labels: templates read, laid out, held against the rules, read back."""
