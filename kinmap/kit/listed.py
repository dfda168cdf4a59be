"""Texts of several rows as one text, by either database."""

from typing import Any

from django.db import models
from django.db.models import Aggregate


class Listed(Aggregate):
    """Texts of several rows in one, with spaces between them."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = models.TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite's name for it."""
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **extra)
