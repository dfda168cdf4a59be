"""People, families, kinship, households and where each child sleeps tonight."""
