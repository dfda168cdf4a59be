"""Writes docs/exchange-schema.json anew from the models. A test fails when it is stale."""

import os
import sys

from ground import ROOT

sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinmap.config.settings")

import django

django.setup()

from kinmap.casework.exchange import schema_text

PUBLISHED = ROOT / "docs" / "exchange-schema.json"


def main() -> None:
    """Write the schema and say whether it has changed."""
    text = schema_text()
    stale = not PUBLISHED.is_file() or PUBLISHED.read_text(encoding="utf-8") != text
    PUBLISHED.write_text(text, encoding="utf-8")
    print(f"{PUBLISHED.relative_to(ROOT)} {'was written anew' if stale else 'is up to date'}.")


if __name__ == "__main__":
    main()
