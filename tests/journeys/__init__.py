"""Whole jobs, walked in a real browser as the people who do them."""
