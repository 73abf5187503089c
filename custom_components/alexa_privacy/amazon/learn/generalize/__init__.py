"""From requests whose meaning is known to the one template that gives all of them."""
