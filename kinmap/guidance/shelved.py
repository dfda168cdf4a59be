"""What guidance puts on the shelves of lower rooms."""
