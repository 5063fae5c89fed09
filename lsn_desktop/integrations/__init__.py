"""Messages of other systems, read and written by their standards; no database."""
