"""What is known of Amazon's Alexa privacy pages; knows nothing of Home Assistant."""
