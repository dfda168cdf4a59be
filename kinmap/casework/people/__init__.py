"""The People page of a family: who belongs, who is related, who lives where; and opening a family."""
