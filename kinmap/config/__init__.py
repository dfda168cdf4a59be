"""The roof: settings, addresses, the web entry point and the ``kinmap`` command. Imported by nobody."""
