"""Visits and contacts: planned and made, who was there, each child seen and heard."""
