"""Before a copy leaves: a second person looks at it where something in this record is kept from somebody."""
