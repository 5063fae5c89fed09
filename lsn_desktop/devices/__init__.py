"""Threads that carry bytes."""
