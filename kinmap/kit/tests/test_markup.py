"""Our components draw GOV.UK Frontend's own markup, for every option that we offer."""

import pytest

from kinmap.kit.tests.fixtures import DRAW, ours
from kinmap.kit.tests.trees import tree_of

#: How many of the package's fixtures use only options of ours; fewer would mean that some were skipped unseen.
HOW_MANY = {
    "input": 28, "textarea": 8, "character-count": 11, "password-input": 6, "file-upload": 7, "radios": 11,
    "checkboxes": 10, "select": 5, "date-input": 9, "error-summary": 5, "button": 12, "back-link": 3,
    "breadcrumbs": 5, "details": 5, "inset-text": 2, "warning-text": 2, "tag": 10, "notification-banner": 7,
    "fieldset": 12, "summary-list": 2, "table": 2, "pagination": 4,
}  # fmt: skip


@pytest.mark.parametrize("component", sorted(DRAW))
def test_a_component_draws_what_govuk_frontend_draws(component):
    drawn = list(ours(component))
    for name, theirs, mine in drawn:
        assert tree_of(mine) == tree_of(theirs), f"{component}: {name}"
    assert len(drawn) == HOW_MANY[component]
