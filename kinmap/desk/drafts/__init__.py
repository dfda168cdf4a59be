"""Words not yet saved: kept while one types, listed on one's own desk, put back where they belong."""
