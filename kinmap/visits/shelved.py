"""What visits puts on the shelves of lower rooms."""
