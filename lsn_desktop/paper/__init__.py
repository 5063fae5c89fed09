"""From use case to ink: what is printed, issued or saved as a file, and by which printer."""
