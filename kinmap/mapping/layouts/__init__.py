"""The layouts of the one map (domain.md §1.1), on the screen and on paper.

Three columns, four boxes, from harm to plan, the family's view, and blank paper to write on.
All of them read the same rows. ``on_paper`` fills sheets for a copy, ``trajectory`` the rows from harm to plan,
``outlines`` the same sheets for a Word file, ``blank`` the paper to write on.
"""
