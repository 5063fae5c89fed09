"""The picture of where goods came from and went: laid out in plain Python, drawn by Qt."""
