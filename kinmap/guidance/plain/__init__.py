"""Plain language (domain.md §2.5): reading age, long sentences, jargon with friendlier words. Suggests, never blocks."""
