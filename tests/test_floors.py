"""Foreign keys go downstairs. import-linter is blind to those given as strings, so this walks the models."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

pytestmark = pytest.mark.once

#: Django's own and the libraries' tables lie under every room.
GROUND = len(settings.ROOMS)


def floor(model: type[models.Model]) -> int:
    """How far down a model's room lies; 0 is the top."""
    room = model._meta.app_label
    return settings.ROOMS.index(room) if room in settings.ROOMS else GROUND


def our_models() -> list[type[models.Model]]:
    """Every model of ours, history and join tables included."""
    return [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("kinmap.")]


def keys() -> Iterator[tuple[type[models.Model], str, type[models.Model]]]:
    for model in our_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField):
                other = field.remote_field.model
                assert not isinstance(other, str), f"{model.__name__}.{field.name} points at nothing"
                yield model, field.name, other


def test_there_are_keys_to_look_at() -> None:
    assert len(list(keys())) > 50


def test_no_room_points_upstairs() -> None:
    upstairs = [
        f"{model._meta.label}.{name} points up at {other._meta.label}"
        for model, name, other in keys()
        if floor(other) < floor(model)
    ]
    assert not upstairs, "\n".join(upstairs)


def test_the_kit_has_no_tables() -> None:
    assert not [model for model in our_models() if model._meta.app_label in ("kit", "desk")]


def test_the_trail_and_the_receipts_of_kept_words_point_at_no_family() -> None:
    pointing = [(model.__name__, name) for model, name, _ in keys() if model.__name__ == "TrailEntry"]
    assert not pointing


def test_an_upstairs_key_would_be_seen() -> None:
    upstairs = [model for model in our_models() if model._meta.app_label == "planning"]
    downstairs = [model for model in our_models() if model._meta.app_label == "access"]
    assert all(floor(below) > floor(above) for above in upstairs for below in downstairs)


@pytest.mark.parametrize("room", settings.ROOMS)
def test_every_room_is_a_django_app_of_its_own_name(room: str) -> None:
    assert apps.get_app_config(room).name == f"kinmap.{room}"
