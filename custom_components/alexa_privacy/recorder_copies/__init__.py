"""What other integrations keep in Home Assistant's recorder of what was said: found, shown, purged on request."""
