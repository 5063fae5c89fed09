"""The language of barcodes: bytes in, a Reading out; no I/O, no clock."""
