"""Secrecy by property: what a reader gets equals what they would get had the hidden things never been."""
