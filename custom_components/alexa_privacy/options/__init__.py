"""The options flow, and the schema of what it stores."""
