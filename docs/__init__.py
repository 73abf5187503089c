"""What draws the README's pictures."""
