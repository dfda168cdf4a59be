"""Who is involved with which child, the stage, the door to a family, the chronology."""
