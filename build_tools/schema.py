"""Writes docs/exchange-schema.json anew from the models. A test fails when it is stale."""

import os
import sys
from importlib import import_module
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools.ground import ROOT, say

PUBLISHED = ROOT / "docs" / "exchange-schema.json"


def main() -> None:
    """Write the schema and say whether it has changed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinmap.config.settings")
    django.setup()
    text = import_module("kinmap.casework.exchange").schema_text()
    stale = not PUBLISHED.is_file() or PUBLISHED.read_text(encoding="utf-8") != text
    PUBLISHED.write_text(text, encoding="utf-8")
    say(f"{PUBLISHED.relative_to(ROOT)} {'was written anew' if stale else 'is up to date'}.")


if __name__ == "__main__":
    main()
