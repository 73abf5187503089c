"""Amazon's privacy settings: read, set, and read back."""
