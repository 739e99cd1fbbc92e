"""Reads the kinds of files that packages hold text in."""
