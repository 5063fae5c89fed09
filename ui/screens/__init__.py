"""Screens, one module each; none imports another."""
