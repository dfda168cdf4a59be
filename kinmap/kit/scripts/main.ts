// Everything that runs in a browser, by name. A room adds its own import and one line below.
