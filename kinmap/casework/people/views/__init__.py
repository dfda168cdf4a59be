"""Views of the People page, by what they change; each begins with a door."""
