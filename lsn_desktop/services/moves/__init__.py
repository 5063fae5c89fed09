"""Moving goods, putting them away, packing them."""
