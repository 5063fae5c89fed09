"""Tables as files: CSV and XLSX, bytes in and rows of text out, and back; no database."""
