"""Group mapping (domain.md §7.2): a family is thought about by a group, each alone first, then together.

Words: a *session* about some children of one family; its *members*; *turns*, each asking for one thing; a
*draft* that one member writes alone and nobody sees until the turn is read together. Drafts are notes of
supervision and no part of the record: they stand on no map, in no search, print or exchange file. Only
*adopting* a chosen draft, in the words that its worker settles on, puts an entry on the map.

Neighbours: ``mapping`` below takes what is adopted; ``planning`` on the same floor is a stranger.
"""
