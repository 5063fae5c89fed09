"""The gallery: pictures of every page and widget, to be looked at; no part of the program."""
