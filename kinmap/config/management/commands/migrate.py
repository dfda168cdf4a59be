"""``migrate``: an empty database gets the tables of today at once; any other is brought up to date step by step."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.special import RunPython, RunSQL
from django.db.migrations.recorder import MigrationRecorder

#: Asked for by name, these mean particular steps, so the steps are taken one by one.
STEPS = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    """Django's own command, without a newcomer's wait.

    Each step makes Django draw every model of the house anew, so that all steps together take half a minute and
    more with every room; on an empty database they can only end at the models as they stand. What no model says
    (triggers) the steps of our rooms do as ever, except those marked ``elidable``, which mend rows that were
    there. ``tests/test_tables.py`` holds both ways against each other.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Make everything at once where nothing is, then go on as Django does."""
        connection = connections[options["database"]]
        if not any(options.get(step) for step in STEPS) and not connection.introspection.table_names():
            self.verbosity = 0  # the name of every table would be a page of them
            self._make_all(connection)
            if options["verbosity"]:
                self.stdout.write("Made every table as it is in this version.")
        super().handle(*args, **options)

    def _make_all(self, connection: BaseDatabaseWrapper) -> None:
        """All or nothing: cut off in the middle, the database is as empty as before."""
        executor = MigrationExecutor(connection)
        steps = [step for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
        connection.disable_constraint_checking()  # SQLite makes tables only so, and hears it only here
        try:
            with transaction.atomic(using=connection.alias):
                self.sync_apps(connection, {app.label for app in apps.get_app_configs()})
                state = executor.loader.project_state()
                with connection.schema_editor() as editor:
                    for step in steps:
                        for does in step.operations if step.app_label in settings.ROOMS else ():
                            if isinstance(does, RunPython | RunSQL) and not does.elidable:
                                does.database_forwards(step.app_label, editor, state, state)
                recorder = MigrationRecorder(connection)
                recorder.ensure_schema()
                for step in steps:
                    recorder.record_applied(step.app_label, step.name)
        finally:
            connection.enable_constraint_checking()
