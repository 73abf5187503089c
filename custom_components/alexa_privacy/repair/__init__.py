"""What needs the owner's attention, and how it is fixed."""
