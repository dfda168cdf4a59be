"""What supervision puts on the shelves of lower rooms."""
