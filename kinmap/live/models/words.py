"""What was sent with a form: which of it is words, and a digest to tell a repeat from something new."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

#: Sent with every form and part of no form: the token, the id of the write, the draft it grew from, who the page was
#: drawn for.
PASSING = frozenset({"csrfmiddlewaretoken", "write", "_draft", "_person"})
#: Sent with the words, but no words: shown to nobody.
NO_WORDS = frozenset({"version", "children", "sharing", "named", "hidden_from", "category", "source"})
AN_ID = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)


def digest_of(place: str, words: Mapping[str, Any]) -> str:
    """A digest of what was sent and where to, so that a repeat can be told from something new."""
    sent = {key: value for key, value in words.items() if key not in PASSING}
    return hashlib.sha256(json.dumps([place, sent], sort_keys=True, default=str).encode()).hexdigest()
