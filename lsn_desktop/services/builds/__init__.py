"""Making things: bills, work orders, what goes in and what comes out."""
