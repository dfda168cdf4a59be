"""Safety plans: rules, triggers, actions, in versions."""
