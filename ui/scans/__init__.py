"""Scans on their way: from keys and ports to the page in front, and what is heard of them."""
