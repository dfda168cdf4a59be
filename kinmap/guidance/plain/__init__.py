"""Plain language (domain.md §2.5): reading age, long sentences, jargon and friendlier words. Suggests, never blocks."""
