"""GOV.UK Frontend's own fixtures (options → HTML), and our way of drawing the same options.

Options that the kit does not offer (arbitrary attributes and HTML, mostly) make a fixture "not ours";
how many are left for each component is asserted, so that nothing is skipped by accident.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django import forms as plain
from django.core.paginator import Paginator
from django.forms.utils import ErrorDict, ErrorList
from django.template import Context, Template

from kinmap.kit import forms
from kinmap.kit.forms.days import PARTS, Typed

ROOT = Path(__file__).resolve().parents[3]
COMPONENTS = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
Options = dict[str, Any]


class NotOurs(Exception):
    """An option that the kit does not offer."""


def fixtures(component: str) -> list[dict[str, Any]]:
    """Every fixture of a component."""
    file = COMPONENTS / component / "fixtures.json"
    assert file.exists(), "The front-end packages are missing; `make test` installs them."
    return json.loads(file.read_text(encoding="utf-8"))["fixtures"]


def ours(component: str) -> Iterator[tuple[str, str, str]]:
    """(name, their HTML, our HTML) for each fixture whose options we offer."""
    for fixture in fixtures(component):
        try:
            drawn = DRAW[component](fixture["options"])
        except NotOurs:
            continue
        yield fixture["name"], fixture["html"], drawn


def only(options: Options, *allowed: str) -> None:
    """Refuse options beyond those named; empty ones count as absent."""
    for name, value in options.items():
        if name not in allowed and value not in (None, "", [], {}):
            raise NotOurs(name)


def tag(source: str, **context: Any) -> str:
    """What a tag of the kit draws."""
    return Template("{% load kit %}" + source).render(Context(context))


def _look(options: Options, says: str = "label") -> Options:
    label = options.get(says) or {}
    if says == "fieldset":
        only(label, "legend")
        label = label.get("legend") or {}
    only(label, "text", "classes", "isPageHeading")
    hint, error = options.get("hint") or {}, options.get("errorMessage") or {}
    only(hint, "text")
    only(error, "text")
    words = (label.get("classes") or "").split()
    if len(words) > 1 or not label.get("text"):
        raise NotOurs("label")
    return {
        "label": label["text"],
        "size": words[0].rpartition("--")[2] if words else "",
        "heading": bool(label.get("isPageHeading")),
        "hint": hint.get("text", ""),
    }


def _drawn(field: plain.Field, options: Options, name: str = "", *, id: str = "", parts: Any = ()) -> str:
    name = name or options.get("name", "")
    form = forms.KitForm(initial={name: field.initial})
    form.fields[name] = field
    field.widget.attrs["id"] = id or options.get("id") or name
    problem = (options.get("errorMessage") or {}).get("text")
    form._errors = ErrorDict({name: ErrorList([_error(problem, parts)])} if problem else {})
    return str(form[name].as_field_group())


def _error(problem: str, parts: Any) -> Any:
    return plain.ValidationError(problem, params={"parts": tuple(parts)}) if parts else problem


def _width(options: Options) -> int:
    classes = options.get("classes") or ""
    width = classes.removeprefix("govuk-input--width-")
    if classes and not width.isdecimal():
        raise NotOurs("classes")
    return int(width or 0)


def _affix(options: Options, name: str) -> str:
    affix = options.get(name) or {}
    only(affix, "text")
    return str(affix.get("text", ""))


def text_input(options: Options) -> str:
    only(
        options, "label", "hint", "errorMessage", "id", "name", "type", "value", "classes", "autocomplete",
        "inputmode", "spellcheck", "prefix", "suffix", "disabled",
    )  # fmt: skip
    kind = type("Kind", (forms.TextField,), {"kind": options.get("type") or "text"})
    field = kind(
        **_look(options), width=_width(options), autocomplete=options.get("autocomplete") or "",
        inputmode=options.get("inputmode") or "", spellcheck=options.get("spellcheck"),
        prefix=_affix(options, "prefix"), suffix=_affix(options, "suffix"),
        initial=options.get("value"), disabled=bool(options.get("disabled")),
    )  # fmt: skip
    return _drawn(field, options)


def textarea(options: Options) -> str:
    only(options, "label", "hint", "errorMessage", "id", "name", "value", "rows")
    field = forms.TextAreaField(**_look(options), rows=options.get("rows") or 5, initial=options.get("value"))
    return _drawn(field, options)


def character_count(options: Options) -> str:
    only(options, "label", "hint", "errorMessage", "id", "name", "value", "rows", "maxlength", "threshold")
    if not options.get("maxlength"):
        raise NotOurs("no limit")
    field = forms.TextAreaField(
        **_look(options), rows=options.get("rows") or 5, initial=options.get("value"), count=True,
        longest=options["maxlength"], threshold=options.get("threshold") or 0,
    )  # fmt: skip
    return _drawn(field, options)


def password(options: Options) -> str:
    only(options, "label", "hint", "errorMessage", "id", "name", "autocomplete")
    field = forms.PasswordField(**_look(options), autocomplete=options.get("autocomplete") or "current-password")
    return _drawn(field, options)


def file_upload(options: Options) -> str:
    only(options, "label", "hint", "errorMessage", "id", "name", "disabled")
    return _drawn(forms.FileField(kinds=[], **_look(options), disabled=bool(options.get("disabled"))), options)


def _choices(options: Options, *, multiple: bool) -> Options:
    choices, hints, chosen, divider, revealed = [], {}, [], "", {}
    for item in [item for item in options.get("items") or [] if item]:
        only(item, "value", "text", "hint", "checked", "selected", "divider", "id", "conditional")
        if item.get("divider"):
            divider = "next"
            continue
        value = str(item.get("value", item.get("text")))
        if divider == "next":
            divider = value
        choices.append((value, item["text"]))
        if item.get("id") and item["id"] != value:
            raise NotOurs("id of an item")
        only(item.get("hint") or {}, "text")
        if item.get("hint"):
            hints[value] = item["hint"]["text"]
        if item.get("conditional"):
            revealed[value] = item["conditional"]["html"]
        if item.get("checked") or item.get("selected"):
            chosen.append(value)
    return {
        "choices": choices, "hints": hints, "divider": divider, "revealed": revealed,
        "initial": chosen if multiple else (chosen[0] if chosen else None),
    }  # fmt: skip


def radios(options: Options) -> str:
    only(options, "fieldset", "hint", "errorMessage", "idPrefix", "name", "items", "classes")
    classes = options.get("classes") or ""
    if any("id" in item for item in options.get("items") or [] if item) or "conditional" in str(options.get("items")):
        raise NotOurs("ids of items; reveals have a test of their own")
    if not set(classes.split()) <= {"govuk-radios--inline", "govuk-radios--small"}:
        raise NotOurs("classes")
    items = _choices(options, multiple=False)
    if items["divider"] == "next":
        raise NotOurs("divider at the end")
    field = forms.RadiosField(
        **_look(options, "fieldset"), choices=items["choices"], hints=items["hints"], initial=items["initial"],
        divider_before=items["divider"], inline="--inline" in classes, small="--small" in classes,
    )  # fmt: skip
    return _drawn(field, options, id=options.get("idPrefix") or "")


def checkboxes(options: Options) -> str:
    only(options, "fieldset", "hint", "errorMessage", "idPrefix", "name", "items", "classes")
    classes = options.get("classes") or ""
    items = _choices(options, multiple=True)
    if classes not in {"", "govuk-checkboxes--small"} or items["divider"] or items["revealed"]:
        raise NotOurs("classes, divider or reveals")
    if any(set(item) - {"value", "text", "hint", "checked"} for item in options["items"] if item):
        raise NotOurs("ids and names of items")
    field = forms.CheckboxesField(
        **_look(options, "fieldset"), choices=items["choices"], hints=items["hints"], initial=items["initial"],
        small=bool(classes),
    )  # fmt: skip
    return _drawn(field, options, id=options.get("idPrefix") or "")


def select(options: Options) -> str:
    only(options, "label", "hint", "errorMessage", "id", "name", "items", "value")
    given = [item for item in options.get("items") or [] if item]
    if any(not item.get("value") or ("selected" in item and "value" in options) for item in given):
        raise NotOurs("items without values, or two ways of choosing at once")
    items = _choices(options, multiple=False)
    chosen = options.get("value", items["initial"])
    field = forms.SelectField(**_look(options), choices=items["choices"], initial=chosen, blank=None)
    return _drawn(field, options)


def date_input(options: Options) -> str:
    only(options, "fieldset", "hint", "errorMessage", "id", "namePrefix", "values", *PARTS)
    if any(set(options.get(part, {}) or {"none": 1}) - {"error"} for part in PARTS if part in options):
        raise NotOurs("boxes of one's own")
    given = options.get("values") or {}
    name = options.get("namePrefix") or "date"
    field = forms.DateField(**_look(options, "fieldset"))
    field.initial = Typed(*(str(given.get(part, given.get(f"{name}-{part}", ""))) for part in PARTS))
    flags = [options.get(part, {}).get("error") for part in PARTS]
    if True in flags and not options.get("errorMessage"):
        raise NotOurs("a wrong box without a message")
    wrong = [part for part, flag in zip(PARTS, flags, strict=True) if flag or (flag is None and False in flags)]
    drawn = _drawn(field, options, name, parts=wrong)
    # Our boxes always carry the field's name: two dates on a page would mix without it.
    return drawn if options.get("namePrefix") else drawn.replace('name="date-', 'name="')


def error_summary(options: Options) -> str:
    only(options, "titleText", "errorList")
    if options["titleText"] != "There is a problem":
        raise NotOurs("another title")
    if any(set(item) - {"text", "href"} for item in options.get("errorList") or []) or not options.get("errorList"):
        raise NotOurs("HTML and attributes")
    problems = [{"text": item["text"], "href": item.get("href", "")} for item in options["errorList"]]
    return tag('{% include "kit/components/error_summary.html" %}', problems=problems)


def button(options: Options) -> str:
    only(options, "text", "href", "name", "value", "type", "classes", "id", "element")
    kind = (options.get("classes") or "").removeprefix("govuk-button--")
    if kind not in {"", "secondary", "warning", "inverse"}:
        raise NotOurs("classes")
    given = {key: options.get(key) or "" for key in ("text", "href", "name", "value", "id")}
    source = "{% button text kind=kind href=href name=name value=value type=type id=id %}"
    return tag(source, kind=kind, type=options.get("type") or "submit", **given)


def back_link(options: Options) -> str:
    only(options, "text", "href")
    return tag("{% back_link href text %}", href=options.get("href", "#"), text=options.get("text", "Back"))


def breadcrumbs(options: Options) -> str:
    only(options, "items")
    if any(set(item) - {"text", "href"} for item in options["items"]):
        raise NotOurs("HTML and attributes")
    return tag("{% breadcrumbs items %}", items=[(item["text"], item.get("href", "")) for item in options["items"]])


def details(options: Options) -> str:
    only(options, "summaryText", "text", "html", "open")
    source = "{% details summary open=open %}{{ inside }}{% enddetails %}"
    if "html" in options:
        source = source.replace("inside", "inside|safe")
    inside = options.get("html") or options.get("text")
    return tag(source, summary=options["summaryText"], open=bool(options.get("open")), inside=inside)


def inset_text(options: Options) -> str:
    only(options, "text")
    return tag("{% inset %}{{ text }}{% endinset %}", text=options.get("text"))


def warning_text(options: Options) -> str:
    only(options, "text", "iconFallbackText")
    if options.get("iconFallbackText") != "Warning":
        raise NotOurs("other words for the sign")
    return tag("{% warning text %}", text=options.get("text"))


def tag_component(options: Options) -> str:
    only(options, "text", "classes")
    return tag(
        "{% tag text colour=colour %}",
        text=options["text"],
        colour=(options.get("classes") or "").removeprefix("govuk-tag--"),
    )


def notification_banner(options: Options) -> str:
    only(options, "text", "titleText", "type")
    if options.get("type") not in {None, "", "success"}:
        raise NotOurs("type")
    title = options.get("titleText") or ("Success" if options.get("type") else "Important")
    source = '{% notice title kind=kind %}<p class="govuk-notification-banner__heading">{{ text }}</p>{% endnotice %}'
    return tag(source, title=title, kind=options.get("type") or "", text=options.get("text"))


def fieldset(options: Options) -> str:
    only(options, "legend", "html")
    legend = options.get("legend") or {}
    only(legend, "text", "classes", "isPageHeading")
    if not legend.get("text"):
        raise NotOurs("no legend")
    size = (legend.get("classes") or "").removeprefix("govuk-fieldset__legend--")
    if size not in {"", "s", "m", "l", "xl"}:
        raise NotOurs("classes")
    source = "{% fieldset legend size=size heading=heading %}{{ inside|safe }}{% endfieldset %}"
    heading = bool(legend.get("isPageHeading"))
    return tag(source, legend=legend["text"], size=size, heading=heading, inside=options.get("html") or "")


def summary_list(options: Options) -> str:
    only(options, "rows")
    rows = []
    for row in filter(None, options["rows"]):
        only(row, "key", "value", "actions")
        only(row["key"], "text")
        only(row["value"], "text")
        only(row.get("actions") or {}, "items")
        actions = (row.get("actions") or {}).get("items") or []
        if len(actions) > 1 or any("visuallyHiddenText" not in action for action in actions):
            raise NotOurs("several actions, or one that does not say of what")
        for action in actions:
            only(action, "href", "text", "visuallyHiddenText")
        link = {"href": "", "text": "Change", "visuallyHiddenText": ""} | (actions[0] if actions else {})
        rows.append((row["key"]["text"], row["value"].get("text", ""), link))
    source = (
        "{% summary_list %}{% for key, value, act in rows %}{% row key href=act.href change=act.visuallyHiddenText"
        " action=act.text %}{{ value }}{% endrow %}{% endfor %}{% endsummary_list %}"
    )
    return tag(source, rows=rows)


def table(options: Options) -> str:
    only(options, "rows", "head", "caption", "captionClasses", "firstCellIsHeader")
    cells = [cell for row in [*options.get("rows", []), options.get("head") or []] for cell in row or [] if cell]
    if any(set(cell) - {"text"} for cell in cells) or None in (options.get("rows") or []):
        raise NotOurs("formats, HTML and attributes of cells")
    if options.get("caption") and not options.get("captionClasses"):
        raise NotOurs("a caption without a size")
    return tag(
        "{% table caption head rows first_is_header=first size=size %}",
        caption=options.get("caption") or "", size=(options.get("captionClasses") or "").rpartition("--")[2],
        head=[cell["text"] for cell in options.get("head") or []],
        rows=[[cell["text"] for cell in row if cell] for row in options["rows"]],
        first=bool(options.get("firstCellIsHeader")),
    )  # fmt: skip


def pagination(options: Options) -> str:
    only(options, "items", "previous", "next")
    items = [item for item in options.get("items") or [] if item]
    numbers = [item for item in items if "number" in item]
    current = next((item["number"] for item in numbers if item.get("current")), None)
    known = {"number", "href", "current", "ellipsis"}
    if current is None or any(set(item) - known for item in items) or not isinstance(current, int):
        raise NotOurs("words of one's own")
    if any(set(options.get(way) or {}) - {"href"} for way in ("previous", "next")):
        raise NotOurs("words of one's own")
    drawn = tag("{% pagination page url %}", page=Paginator(range(numbers[-1]["number"]), 1).page(current), url="/list")
    drawn = drawn.replace(f'"/list?page={current - 1}" rel', '"/previous" rel')
    drawn = drawn.replace(f'"/list?page={current + 1}" rel', '"/next" rel')
    return drawn.replace("/list?page=", "/page/")


DRAW: dict[str, Callable[[Options], str]] = {
    "input": text_input, "textarea": textarea, "character-count": character_count, "password-input": password,
    "file-upload": file_upload, "radios": radios, "checkboxes": checkboxes, "select": select,
    "date-input": date_input, "error-summary": error_summary, "button": button, "back-link": back_link,
    "breadcrumbs": breadcrumbs, "details": details, "inset-text": inset_text, "warning-text": warning_text,
    "tag": tag_component, "notification-banner": notification_banner, "fieldset": fieldset,
    "summary-list": summary_list, "table": table, "pagination": pagination,
}  # fmt: skip
