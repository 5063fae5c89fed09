"""Receiving: announced, scanned, questioned, rejected, told."""
