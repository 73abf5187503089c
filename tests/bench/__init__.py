"""What counting, starting and polling cost, measured on the stand-in for Amazon: scripts/bench."""
