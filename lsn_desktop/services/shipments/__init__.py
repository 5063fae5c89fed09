"""Sales orders, picking, packing cartons, shipping."""
