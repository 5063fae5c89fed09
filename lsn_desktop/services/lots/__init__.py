"""Changes to lots and serials: holds, renaming, merging, splitting, start of tracking."""
