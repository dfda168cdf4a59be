"""The pages of the plan: door, form, verb, answer."""

from kinmap.planning.views.items import add_item, done, item, withdraw
from kinmap.planning.views.plans import agree, begin, change, end, ended, fix, show, version

__all__ = [
    "add_item", "agree", "begin", "change", "done", "end", "ended", "fix", "item", "show", "version", "withdraw",
]  # fmt: skip
