"""Finders of what the text mentions; they don't know of each other."""
