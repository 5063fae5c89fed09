"""Print queues, and what is measured of a printer."""
