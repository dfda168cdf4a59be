"""The figures of Kinmap: how fast, against what, on which machine. ``make bench`` runs it; nothing else needs it."""
