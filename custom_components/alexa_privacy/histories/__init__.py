"""The histories of an account: voice recordings, conversations, and taught ones."""
