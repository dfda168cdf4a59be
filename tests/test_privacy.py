"""Every field of every model says what it holds. Labels drive logs, redaction and scrubbing."""

import pytest
from django.apps import apps
from django.db import models

from kinmap.kit.labels import Label, label_of

pytestmark = pytest.mark.once

#: Tables of the libraries, each with the worst that any of its columns holds. A library that brings a
#: table of its own fails here until somebody has looked at it.
OTHERS = {
    "account.EmailAddress": Label.PERSONAL,
    "account.EmailConfirmation": Label.SECRET,
    "auth.Group": Label.PLAIN,
    "auth.Group_permissions": Label.PLAIN,
    "auth.Permission": Label.PLAIN,
    "mfa.Authenticator": Label.SECRET,
    "contenttypes.ContentType": Label.PLAIN,
    "sessions.Session": Label.SECRET,
}
#: What simple-history adds to each version.
OF_HISTORY = {
    "history_id": Label.PLAIN,
    "history_date": Label.PLAIN,
    "history_change_reason": Label.PLAIN,
    "history_type": Label.PLAIN,
    "history_user": Label.PLAIN,
}
#: Words that, in a field's name, mean that it cannot be harmless.
TELLING = ("text", "words", "reason", "note", "name", "phone", "postcode", "password", "email", "born", "address")
#: Plain all the same: names of organisations, teams and label sets, headings, addresses of pages.
PLAIN_NAMES = {
    "access.Organisation.name",
    "access.Team.name",
    "access.RoleName.name",
    "access.TrailEntry.reason",
    "casework.SharingBasis.name",
    "casework.StageName.name",
    "casework.CopyCheck.words",  # a digest
    "casework.Misfiled.reason",  # from a list
    "casework.TimeLimit.name",
    "casework.TimeLimit.note",
    "documents.Letterhead.address",  # the council's own, printed on what it gives away
    "documents.Letterhead.logo_words",
    "documents.Letterhead.name",
    "families.Person.born_precision",
    "guidance.PromptSetting.weeks_without_words",
    "live.Draft.name",
    "live.KeptWords.address",
    "mapping.LabelSet.name",
    "mapping.LabelSet.words",
}


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("kinmap.")]


def is_history(model: type[models.Model]) -> bool:
    return hasattr(model, "instance_type") or model.__name__.startswith("Historical")


def label(model: type[models.Model], name: str) -> Label | None:
    """The label of a field, of a version's field by the noun that it is a version of."""
    if not is_history(model):
        return label_of(model, name)
    return OF_HISTORY.get(name) or label_of(model.instance_type, name)  # type: ignore[attr-defined]


def fields() -> list[tuple[type[models.Model], str]]:
    return [(model, field.name) for model in ours() for field in model._meta.concrete_fields]


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_every_field_is_labelled(model: type[models.Model]) -> None:
    unlabelled = [
        field.name for field in model._meta.concrete_fields if not isinstance(label(model, field.name), Label)
    ]
    assert not unlabelled, f"{model._meta.label} does not say what these hold: {', '.join(unlabelled)}"


@pytest.mark.parametrize("model", [model for model in ours() if not is_history(model)], ids=lambda m: m._meta.label)
def test_no_label_is_left_over_from_a_field_that_is_gone(model: type[models.Model]) -> None:
    there = {field.name for field in model._meta.concrete_fields}
    stale = set(model.__dict__.get("privacy", {})) - there
    assert not stale, f"{model._meta.label} labels what it does not have: {', '.join(sorted(stale))}"


def test_versions_are_among_what_is_checked() -> None:
    assert sum(is_history(model) for model in ours()) > 15


def test_what_sounds_like_somebodys_words_is_never_called_plain() -> None:
    suspicious = [
        f"{model._meta.label}.{name}"
        for model, name in fields()
        if not is_history(model)
        and label(model, name) == Label.PLAIN
        and any(word in name.split("_") for word in TELLING)
        and not model._meta.get_field(name).is_relation
        and f"{model._meta.label}.{name}" not in PLAIN_NAMES
    ]
    assert not suspicious, "\n".join(suspicious)


def test_every_table_of_a_library_has_been_looked_at() -> None:
    theirs = {model._meta.label for model in apps.get_models(include_auto_created=True) if model not in ours()}
    assert theirs == OTHERS.keys()


def test_a_field_without_a_label_would_be_seen() -> None:
    assert label(apps.get_model("families", "Person"), "favourite_colour") is None
