"""What the programs of this package need of a Python: which packages, and what to say where one is missing."""
