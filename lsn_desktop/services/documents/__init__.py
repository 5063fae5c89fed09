"""What every dock page does with its document: choose, draft, claim, stop, override, post."""
