"""A worker's own desk: my families, what is due, search."""
