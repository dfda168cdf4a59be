"""What somebody typed, read from the form that was sent; and which forms are long enough to be kept."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from kinmap.kit.forms import WriteForm
from kinmap.live.models.typed import Box, Typed, guessed, may_be_kept

_NEVER = (forms.HiddenInput, forms.PasswordInput, forms.FileInput)
_BOXES = (forms.Textarea, forms.TextInput, forms.NumberInput, forms.EmailInput)


def is_long(form: forms.BaseForm) -> bool:
    """Whether one types more than a line into it: it has a large box, or more than one small one."""
    widgets = [field.widget for field in form.fields.values()]
    large = any(isinstance(widget, forms.Textarea) for widget in widgets)
    return large or sum(isinstance(widget, _BOXES) for widget in widgets) > 1


def typed_in(form: forms.BaseForm) -> Typed:
    """Everything in the boxes of a sent form, by the name of each control as the browser knows it."""
    boxes: list[Box] = []
    data: Any = form.data
    for bound in form:
        widget = bound.field.widget
        if isinstance(widget, _NEVER) or not may_be_kept(bound.html_name):
            continue
        words = isinstance(widget, _BOXES)
        for name in (name for name in data if name == bound.html_name or name.startswith(f"{bound.html_name}-")):
            values = tuple(str(value) for value in data.getlist(name))
            boxes.append(Box(name, str(bound.label or ""), words, values))
    return Typed(tuple(boxes))


def what_was_sent(request: HttpRequest, shown: Iterable[forms.BaseForm]) -> Typed | None:
    """The words of a request that was not done; ``None`` when there were none to keep.

    ``shown`` are the forms that the answer drew. Without one of them, only what reads like words is kept.
    """
    written = [form for form in shown if isinstance(form, WriteForm) and form.is_bound]
    if any(not form.drafted for form in written):
        return None
    long = [form for form in written if is_long(form)]
    typed = typed_in(long[0]) if long else guessed(dict(request.POST.lists()))
    return typed if typed.said and (long or not written) else None


def family_ref_of(path: str) -> str:
    """The reference of the family in whose record an address lies, or nothing."""
    try:
        return str(resolve(path.partition("?")[0].partition("#")[0]).kwargs.get("family_ref", ""))
    except Resolver404:
        return ""


def as_id(told: str | None) -> UUID | None:
    """An id that came with a request, if it is one."""
    try:
        return UUID(told or "")
    except ValueError:
        return None
