"""Builds a parallel corpus from Debian's packages and has a rule-based system translate what has no other side."""
