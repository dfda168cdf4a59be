"""The question bank, how-to pages, standards with examples, and plain words: help beside the work. Knows no family."""
