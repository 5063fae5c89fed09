"""Papers of the dock and the office: lists, reports, sheets of codes."""
