"""What counting, starting, polling and purging cost, measured on the stand-in for Amazon: scripts/bench."""
