"""Chapter 9, to come."""
