"""Who can do what: every role in plain sentences, drawn from the roles themselves, under the council's names."""
