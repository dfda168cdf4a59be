"""The second step of signing in: an authenticator app, a passkey, and recovery codes for the day both are at home.

The sign-in library does the work; here stands what this council asks of whom (``owed``), how secrets are kept
(``sealing``) and what is written down of it (``adapter``, ``forms``).
"""
