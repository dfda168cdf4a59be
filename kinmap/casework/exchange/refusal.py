"""Why a file cannot be taken in."""

from kinmap.casework.exchange.whereabouts import line_and_column


class Refused(Exception):
    """The file is refused and nothing has changed. ``path``: where in the file; ``reason``: a sentence.

    The reason never quotes what somebody wrote, so that it may be shown and logged.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def told(self, file: bytes) -> str:
        """The sentence with the line and the column in this file; "$" is the top of it."""
        if not self.path.startswith("$"):
            return str(self)
        try:
            line, column = line_and_column(file.decode("utf-8-sig"), self.path)
        except (ValueError, RecursionError):  # what could not be parsed says its own place, or is the whole file
            return str(self)
        return f"line {line}, column {column} ({self.path}): {self.reason}"
