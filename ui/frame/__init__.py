"""The frame around the pages: window, rail, signing in and out."""
