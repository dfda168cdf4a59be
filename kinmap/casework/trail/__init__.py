"""Who looked at what: for auditor and data protection officer (domain.md §9.6). Nothing else reads the trail."""
