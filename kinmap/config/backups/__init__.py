"""Backups: all that Kinmap holds in one sealed file, and back into an empty place.

The file is a zip that any tool opens, so that nobody depends on Kinmap to get at the words again:

``READ-ME.txt``      how to open it with the public ``age`` tool
``key.age``          only with a passphrase: the key of this one backup, sealed with it
``backup.tar.age``   a tar: ``about.json``, ``trail/…``, ``rows/TABLE/NUMBER.jsonl.gz``, ``filed/…``, ``manifest.json``

The tar is made, sealed and written as one stream: no plain text touches a disk. Its last member, the
manifest, holds the SHA-256 of every other member. ``sealing`` knows keys, ``rows`` the database, ``filed``
the filing cabinet, ``trail_then`` the trail with its heads and its key; ``making``, ``checking`` and
``restoring`` are the three things people do.
"""


class Unreadable(Exception):
    """The backup cannot be read: wrong key, broken, cut short or changed. Its message is one sentence."""


class NotEmpty(Exception):
    """The place that a backup was to be restored into holds something already. Its message is one sentence."""
