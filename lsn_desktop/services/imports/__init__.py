"""Tables of others taken in: one way for every kind, proven first, and undoable."""
