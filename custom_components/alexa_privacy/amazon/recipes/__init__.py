"""Recipes: requests as Amazon's own pages send them, with placeholders."""
