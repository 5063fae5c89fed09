"""Which goods a scan means: numbers of ours, other names, rules of how labels read."""
