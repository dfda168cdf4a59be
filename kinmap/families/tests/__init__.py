"""Tests of the families room."""
