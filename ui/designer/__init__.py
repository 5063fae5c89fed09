"""The label designer: a template drawn by mouse and keyboard, on the label as it is printed."""
