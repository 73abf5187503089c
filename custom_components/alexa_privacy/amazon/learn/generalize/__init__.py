"""Generalizes requests whose meaning is known to one template that gives all of them."""
