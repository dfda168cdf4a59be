"""Where Django looks for the commands of this house that stand in for its own."""
