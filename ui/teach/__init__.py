"""Teaching a label: its parts are named on the screen, by keys, mouse or scanner."""

from ui.teach.panel import TeachPanel

__all__ = ["TeachPanel"]
