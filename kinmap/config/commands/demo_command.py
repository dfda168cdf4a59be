"""``kinmap demo``: the demonstration partnership, through the same door as any other file."""

from argparse import Namespace

from kinmap.access.models import User
from kinmap.desk.demonstration import demo


def run(asked: Namespace) -> None:
    """Loads the invented people and families."""
    if asked.if_empty and User.objects.exists():
        return
    print("\n".join(demo()))
    print("Everybody in the demonstration is invented.")
