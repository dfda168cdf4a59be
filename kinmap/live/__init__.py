"""Receipts of repeated writes, so that the same sentence sent twice is kept once."""
