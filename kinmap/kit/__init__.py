"""The design system: form fields, dates, privacy labels; no tables."""
