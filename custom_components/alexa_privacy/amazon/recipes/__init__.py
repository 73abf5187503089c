"""Recipes (learned requests): requests as Amazon's own pages send them, with placeholders."""
