"""From a layout to ink: PDF, dots, ZPL."""
