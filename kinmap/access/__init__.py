"""Users, organisations, teams, roles, sign-in and the trail."""
