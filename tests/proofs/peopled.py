"""Run in a process of its own: fills an installation with invented families and signed-in workers, and says whom.

``python -m tests.proofs.peopled 50``
"""

import json
import sys
import time
from datetime import timedelta
from itertools import count

import django

FOR_EACH = 5


def main(number: int) -> None:
    """So many workers, five to a family of three children; something is written, filed and handed over."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction
    from django.utils import timezone

    from kinmap.documents.models import Issue
    from kinmap.families.models import Family
    from kinmap.kit.identity import new_id
    from kinmap.live.models import Draft, KeptWords
    from kinmap.live.models.typed import Box, Typed
    from tests import making

    making.NUMBERS = count(Family.objects.count() * 100 + 1)  # a place that was restored has families already
    found = []
    with transaction.atomic():
        for start in range(0, number, FOR_EACH):
            home = making.family("Larkin", children=["Kayla", "Mia", "Toby"], parents=["Dee"])
            children = [home[name] for name in ("Kayla", "Mia", "Toby")]
            for each in range(start, min(start + FOR_EACH, number)):
                worker = making.worker(f"Worker {each}", of=home)
                session = SessionStore()
                session[SESSION_KEY] = str(worker.pk)
                session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
                session[HASH_SESSION_KEY] = worker.get_session_auth_hash()
                session["kinmap_second_step"], session["kinmap_seen"] = True, int(time.time()) + 24 * 60 * 60
                session.set_expiry(timedelta(days=2))
                session.save()
                found.append({
                    "name": worker.name, "session": session.session_key, "ref": home.ref,
                    "children": [str(child.pk) for child in children], "dee": str(home["Dee"].pk),
                })  # fmt: skip
            entry = home.map.add_entry(
                category="past_harm", text="Zoë’s “first” word: نعم 👩‍👧", children=children, by=worker
            )  # type: ignore[union-attr]
            entry.change(by=worker, text="Her second word.")
            there = f"/families/{home.ref}/map/entries/"
            said = Box("text", "What happened?", words=True, values=(f"Typed in {home.ref}, never sent: نعم",))
            Draft.keep(new_id(), by=worker, typed=Typed((said,)), page=there, action=there, family_ref=home.ref)
            lost = {"text": f"Lost a clash in {home.ref}."}
            KeptWords.keep(by=worker, family_id=home.family.pk, where="An entry", address=there, words=lost)
            Issue.file(
                f"%PDF-1.7 of {home.ref}".encode(), by=worker, family=home.family, document="map", copy="family",
                title="Map", recipient=home["Dee"], made_at=timezone.now(), children=frozenset({children[0].pk}),
            )  # fmt: skip
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
