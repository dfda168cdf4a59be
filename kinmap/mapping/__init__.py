"""The living map: entries, danger statements, goals, scales and judgments."""
