"""The council's single sign-on (OpenID Connect), by the conventions of Entra ID and Keycloak.

It says who somebody is; what they may do stays the council's to say here. It opens no account: whoever comes is matched
with one that is open, once by a verified address, from then on by the provider's own name for the person alone, so that
an address given to somebody else later opens nothing.
"""
