"""Labels: what is printed for what, jobs, templates, printers."""
