"""What assessment puts on the shelves of lower rooms."""
