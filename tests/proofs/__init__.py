"""Long proofs that nothing is lost, with the real server. ``make test`` runs a share, ``make prove`` all of it."""
