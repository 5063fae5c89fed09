"""Codes found in pictures and PDFs, chosen by a person and taken as scans."""
