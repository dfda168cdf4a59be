"""``kinmap serve``: gunicorn, one process of eight threads on SQLite, several processes on PostgreSQL."""

import os
import socket
from argparse import Namespace
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication

from kinmap.config.commands import Refused
from kinmap.config.commands.check_command import refuse_unsafe
from kinmap.config.commands.folder import prepare_folder
from kinmap.config.keeping_heads import keep

THREADS = 8


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
    """Gunicorn with our settings and no configuration file of its own."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return get_wsgi_application()  # in each worker process


def run(asked: Namespace) -> None:
    """Serves until stopped; refuses with a sentence what would fail or be unsafe."""
    port = asked.port or settings.KINMAP_PORT
    embedded = connection.vendor == "sqlite"
    if not is_loopback(asked.host) and settings.KINMAP_DEMO:
        raise Refused(
            "In demonstration mode anybody may sign in as anybody, so Kinmap serves this machine only: "
            "leave out --host, or unset KINMAP_DEMO."
        )
    if asked.workers < 1:
        raise Refused("--workers must be at least 1.")
    if embedded and asked.workers > 1:
        raise Refused(
            "Several processes need PostgreSQL: set DATABASE_URL, or leave out --workers. "
            "On SQLite one process with eight threads is the fastest."
        )
    prepare_folder()
    refuse_unsafe()
    check_static(Path(settings.STATIC_ROOT))
    check_port(asked.host, port)
    check_database()
    name = f"[{asked.host}]" if ":" in asked.host else asked.host
    print(f"Kinmap is at http://{name}:{port}", flush=True)
    Server(
        {
            "bind": f"{name}:{port}",
            "workers": asked.workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "worker_tmp_dir": "/dev/shm" if os.access("/dev/shm", os.W_OK) else None,  # noqa: S108 - gunicorn's heartbeat
            "control_socket_disable": True,
            "proc_name": "kinmap",
            "loglevel": "warning",  # no access log: addresses hold who looked at whom
            "graceful_timeout": 10,
            "timeout": 120,
            "post_worker_init": keep,
        }
    ).run()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def check_static(collected: Path) -> None:
    """Refuses to serve pages without their styles."""
    if not (collected / "staticfiles.json").is_file():
        raise Refused("Styles and scripts have not been built: run “make setup” first.")


def check_port(host: str, port: int) -> None:
    """Refuses a port that somebody else uses."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as problem:
            raise Refused(f"This account may not use port {port}: choose one above 1023 with KINMAP_PORT.") from problem
        except OverflowError as problem:
            raise Refused(f"{port} is not a port: give a number from 1 to 65535.") from problem
        except OSError as problem:
            raise Refused(
                f"Port {port} on {host} cannot be used ({problem.strerror}): "
                "stop what uses it, or choose another with KINMAP_PORT."
            ) from problem


def check_database() -> None:
    """Refuses a database of another version: half a page of it would be wrong."""
    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connections.close_all()  # a worker process must not share an open connection …
    if connection.vendor == "postgresql":
        # … and closing one only gives it back to the pool, which every worker would inherit
        cast(Any, connection).close_pool()
    if behind:
        raise Refused("The database is not up to date: run “kinmap migrate” first.")
