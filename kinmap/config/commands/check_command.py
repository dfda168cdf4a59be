"""``kinmap check``: a sentence for each reason why this configuration should not face a network."""

from argparse import Namespace

from django.conf import settings

from kinmap.config.commands import Refused
from kinmap.config.deployment import reasons


def run(asked: Namespace) -> None:
    """Says every reason; ``Refused`` when one of them is unsafe."""
    found = reasons(deployed=asked.deploy)
    unsafe = [reason.sentence for reason in found if reason.unsafe]
    for sentence in unsafe:
        print(f"Unsafe: {sentence}")
    for reason in found:
        if not reason.unsafe:
            print(f"Think about: {reason.sentence}")
    if unsafe:
        raise Refused(f"{len(unsafe)} {'reason' if len(unsafe) == 1 else 'reasons'} not to use it like this.")
    print("Nothing unsafe was found. Not looked at: certificate, firewall, clock, whether backups are made and read.")


def refuse_unsafe() -> None:
    """Refuses to serve under a public name while anything is unsafe."""
    if not settings.DEPLOYED:
        return
    unsafe = [reason.sentence for reason in reasons(deployed=True) if reason.unsafe]
    if unsafe:
        raise Refused("\n".join(["This is not safe under a public name, so nothing is served (kinmap check --deploy):",
                                 *(f"- {sentence}" for sentence in unsafe)]))  # fmt: skip
