"""What `make` runs: Python's standard library only, because it runs before anything is installed."""
