"""Receipts for repeated writes, words kept from a clash, and drafts.

A write carries an id made by the writer's own device. The first time it is done and a receipt is
kept; the same again is answered as before and changes nothing; the same id with other words is a
clash, and the words that lost are kept for their author (design: "Settled", Repeats). What was typed and
never saved is that person's draft.
"""

from kinmap.live.models.draft import Draft, NotYours, TooLong
from kinmap.live.models.kept import KeptWords
from kinmap.live.models.receipt import Receipt
from kinmap.live.models.words import digest_of

__all__ = ["Draft", "KeptWords", "NotYours", "Receipt", "TooLong", "digest_of"]
