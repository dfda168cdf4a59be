"""Joining what is one: two records of one person, the files of one family (decision 0010).

``pointers`` says where any model points at a record, ``moving`` carries what points, ``sight`` says what
everybody can read, ``shielding`` takes away what anybody would gain, ``undoing`` puts everything back.
Nothing here names a noun of an upper room: a noun added later joins by itself.
"""
