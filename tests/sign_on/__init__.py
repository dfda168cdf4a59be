"""Single sign-on against a certified OpenID provider that runs on this machine for the tests."""
