"""Documents to ink: given data, asks the database nothing."""
