"""Taking in files of others: shared by every page that has a list of what may come so."""
