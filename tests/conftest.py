"""What the tests of the whole house share; what every room's tests share is in the root's conftest."""
