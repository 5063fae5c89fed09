"""LSN Desktop: lot and serial numbers on the receiving dock, without a face."""
