"""The press that prints and the filing cabinet that keeps what was handed over."""
