"""Use cases: one module per job in the warehouse, one function per use case."""
