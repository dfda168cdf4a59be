"""``python -m kinmap``: the same as the ``kinmap`` command."""

import sys

from kinmap.config.command import main

sys.exit(main())
