"""``make lock``: writes the locks of Python packages from the ``.in`` files; for those who change them.

uv is fetched for this alone; its settings keep addresses of package registries out of the files.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools.ground import ROOT, say, stop

#: In this order: each later lock keeps to the versions of the earlier ones.
LOCKS = ["requirements", "requirements-build", "requirements-dev", "requirements-audit"]


def main(upgrade: bool) -> None:
    """Compiles each lock for every platform and Python from 3.11, with hashes and without addresses."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        bin_folder = Path(folder) / "bin"
        subprocess.run([bin_folder / "pip", "install", "--quiet", "uv"], check=True)
        for lock in LOCKS:
            say(f"Locking {lock} …")
            command = [
                "pip",
                "compile",
                "--universal",
                "--generate-hashes",
                "--no-emit-index-url",
                "--no-config",
                "--quiet",
            ]
            command += [
                "--python-version=3.11",
                *(["--upgrade"] if upgrade else []),
                f"{lock}.in",
                f"--output-file={lock}.txt",
            ]
            environment = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make lock"}
            if subprocess.run([bin_folder / "uv", *command], cwd=ROOT, env=environment, check=False).returncode:
                stop(f"The lock {lock}.txt was not written; what uv said stands above.")


if __name__ == "__main__":
    main(upgrade="--upgrade" in sys.argv[1:])
