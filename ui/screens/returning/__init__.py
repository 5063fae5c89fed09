"""Return: choose the supplier, scan what goes back, post it, print its packing note."""

from ui.screens.returning.page import ReturnPage

__all__ = ["ReturnPage"]
