"""Certificates: tests and limits, ours issued, suppliers' asked for."""
