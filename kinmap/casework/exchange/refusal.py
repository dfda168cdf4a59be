"""Why a file cannot be taken in."""


class Refused(Exception):
    """The file is refused and nothing has changed. ``path``: where in the file; ``reason``: a sentence.

    The reason never quotes what somebody wrote, so that it may be shown and logged.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
