"""Recipes: which steps build a corpus and train the models of a pair of languages, and what runs them."""
