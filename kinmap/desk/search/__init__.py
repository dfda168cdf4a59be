"""Search for a person, before a new record is made and to find one's way."""
