"""Every table: its rows, columns, filters, and the lists behind tabs."""
