"""The histories of an account: voice recordings, conversations, and those that the owner taught."""
