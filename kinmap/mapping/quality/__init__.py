"""Prompts about a family's map: words against the standards, waved away or not, and what only its family can show."""
