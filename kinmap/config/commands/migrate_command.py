"""``kinmap migrate``: the tables, and the table that counts sign-in attempts."""

from argparse import Namespace

from django.core.management import call_command

from kinmap.config.commands.folder import prepare_folder


def run(asked: Namespace) -> None:
    """Brings the database up to date; a second run changes nothing."""
    prepare_folder()
    loud = 0 if asked.quiet else 1
    call_command("migrate", interactive=False, verbosity=loud)
    call_command("createcachetable", verbosity=loud)
