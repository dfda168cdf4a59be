"""One module per command of ``kinmap``; each has ``run(asked)``."""


class Refused(Exception):
    """The command cannot do what was asked; its message is the sentence for the person at the keyboard."""
