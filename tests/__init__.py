"""Tests of the whole house, and what every test shares."""
