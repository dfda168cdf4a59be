"""The family and the worker of the map's own tests."""

from kinmap.mapping.tests.conftest import family, hannah, worker

__all__ = ["family", "hannah", "worker"]
