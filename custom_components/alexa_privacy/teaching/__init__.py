"""Teaching, agreeing to and testing learned requests."""
