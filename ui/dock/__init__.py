"""What the dock pages share: choose a document, scan on it, post it, look at it."""
