"""What people send by mistake, or to do harm: each kind through the real page."""
