"""Barcodes as modules, and what they say."""
