"""Group mapping: drafts written alone, read together, chosen, and kept apart from the record until adopted."""
