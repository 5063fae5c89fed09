"""Receive: choose the delivery, scan it, post it."""

from ui.screens.receive.page import ReceivePage

__all__ = ["ReceivePage"]
