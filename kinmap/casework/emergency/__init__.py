"""Break-glass: a record opened in an emergency, in everybody's sight, and reviewed afterwards (domain.md §9.6)."""
