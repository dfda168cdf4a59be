"""Who may open one family, since when, why and until when; giving and ending access; locking a record (§9.6)."""
