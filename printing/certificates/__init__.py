"""Certificates as files: drawn, signed, sealed, bundled."""
