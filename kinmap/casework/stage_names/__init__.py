"""What a council calls the stages: the law of 2026 renames some."""
