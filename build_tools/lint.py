"""``make lint``: every check that needs no running page. All of them run; the first failure does not hide the next."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools.ground import NODE_MODULES, PYTHON, ROOT, say
from build_tools.setup import node_and_npm


def checks() -> list[tuple[str, list[str]]]:
    """Name and command of every check."""
    node, _ = node_and_npm()
    python = str(PYTHON)
    templates = [str(folder.relative_to(ROOT)) for folder in sorted((ROOT / "kinmap").glob("*/templates"))]
    scripts = any((ROOT / "kinmap").rglob("*.ts"))
    listed: list[tuple[str, list[str]]] = [
        ("ruff", [python, "-m", "ruff", "check", "--quiet", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--quiet", "--check", "."]),
        ("floors", [str(PYTHON.parent / "lint-imports"), "--no-logo"]),
        ("consistency", [python, "build_tools/consistency.py"]),
        ("migrations", [python, "-m", "django", "makemigrations", "--check", "--dry-run"]),
        ("Django", [python, "-m", "django", "check"]),
        ("types", [python, "-m", "mypy", "kinmap"]),
    ]
    if templates:
        listed.append(("templates", [python, "-m", "djlint", "--lint", "--quiet", *templates]))
    if scripts:
        listed.append(
            (
                "scripts and styles",
                [node, str(NODE_MODULES / "@biomejs" / "biome" / "bin" / "biome"), "ci", "--colors=off"],
            )
        )
        listed.append(("types of scripts", [node, str(NODE_MODULES / "typescript" / "bin" / "tsc"), "--noEmit"]))
    return listed


def main() -> int:
    """Runs each check; what a failed one said is shown, what a passed one said is not."""
    failed = []
    with tempfile.TemporaryDirectory() as data:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "kinmap.config.settings",
            "KINMAP_DATA": data,
            "KINMAP_SECRET_KEY": "not used here",
            "KINMAP_HOSTS": "",
            "KINMAP_DEMO": "0",
            "NO_COLOR": "1",
            "DATABASE_URL": "",
        }
        for name, command in checks():
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            say(f"{name}: {'not clean' if done.returncode else 'clean'}")
            if done.returncode:
                failed.append(name)
                say(done.stdout)
    say(f"Not clean: {', '.join(failed)}." if failed else "Everything is clean.")
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
