# Run first by make, and readable by any Python since 2.7, so that an old one is told what to do
# instead of failing on a line that it cannot read. No type hints, no f-strings here.
"""Ends with one sentence when this Python cannot run Kinmap."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the very thing this file is for
    sys.stderr.write(
        "Kinmap needs Python 3.11 or newer and %s is Python %d.%d: install a newer one, or name it, as in "
        '"make run PYTHON=python3.11".\n' % (sys.executable or "this", sys.version_info[0], sys.version_info[1])
    )
    sys.exit(1)
