"""``{% load kit %}``: the components of the kit and the ways dates and words are shown."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kinmap.kit import dates
from kinmap.kit import navigation as places
from kinmap.kit.forms.problems import error_summary as summary_of
from kinmap.kit.notices import notices

register = template.Library()
Pairs = Iterable[tuple[str, str]]

# --- What stands by itself ---------------------------------------------------------------------------


@register.inclusion_tag("kit/components/button.html")
def button(
    text: str,
    *,
    kind: str = "",
    href: str = "",
    name: str = "",
    value: str = "",
    type: str = "submit",
    id: str = "",
) -> dict[str, Any]:
    """A button, or a link that looks like one. ``kind``: secondary, warning or inverse."""
    # Pressed twice it is sent once by the browser; the write id settles what still comes twice.
    return {
        "text": text, "kind": kind, "href": href, "name": name, "value": value, "type": type, "id": id,
    }  # fmt: skip


@register.inclusion_tag("kit/components/back_link.html")
def back_link(href: str, text: str = "Back") -> dict[str, Any]:
    """The way back, before the content."""
    return {"href": href, "text": text}


@register.inclusion_tag("kit/components/breadcrumbs.html")
def breadcrumbs(items: Pairs) -> dict[str, Any]:
    """Where this page is; pairs of words and address, the last without address."""
    return {"items": list(items)}


@register.simple_tag
def error_summary(*asked: forms.BaseForm) -> SafeString:
    """What is wrong in these forms, with links; nothing when all is well."""
    return summary_of(*asked)


@register.inclusion_tag("kit/components/warning.html")
def warning(text: str) -> dict[str, Any]:
    """A warning that cannot be overlooked."""
    return {"text": text}


@register.inclusion_tag("kit/components/tag.html")
def tag(text: str, *, colour: str = "") -> dict[str, Any]:
    """A state in a word or two. The words carry the meaning, the colour only helps."""
    return {"text": text, "colour": colour}


@register.inclusion_tag("kit/components/tabs.html")
def tabs(items: Iterable[tuple[str, str, bool]], *, label: str) -> dict[str, Any]:
    """Links between the pages of one thing: (words, address, is it this page)."""
    return {"items": list(items), "label": label}


@register.inclusion_tag("kit/components/table.html")
def table(
    caption: str, head: Sequence[str], rows: Iterable[Sequence[Any]], *, first_is_header: bool = True, size: str = "m"
) -> dict[str, Any]:
    """A plain table; the first cell of a row names the row."""
    return {
        "caption": caption, "head": head, "rows": [list(row) for row in rows],
        "first_is_header": first_is_header, "size": size,
    }  # fmt: skip


@register.inclusion_tag("kit/components/pagination.html")
def pagination(page: "Page[Any]", url: str) -> dict[str, Any]:
    """Earlier and later pages of a long list; ``url`` may carry the search already."""
    joined = f"{url}{'&' if '?' in url else '?'}page="
    numbers: list[dict[str, Any]] = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1):
        if isinstance(number, int):
            numbers.append({"number": number, "href": f"{joined}{number}", "current": number == page.number})
        else:
            numbers.append({"ellipsis": True})
    return {
        "numbers": numbers if page.paginator.num_pages > 1 else [],
        "earlier": f"{joined}{page.previous_page_number()}" if page.has_previous() else "",
        "later": f"{joined}{page.next_page_number()}" if page.has_next() else "",
    }


@register.inclusion_tag("kit/components/icon.html")
def icon(name: str) -> dict[str, Any]:
    """A small drawing beside words that say the same; hidden from screen readers."""
    return {"name": name}


# --- What stands around something --------------------------------------------------------------------


@register.simple_block_tag
def details(content: str, summary: str, *, open: bool = False) -> SafeString:
    """Something to open for those who want it."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        mark_safe(" open") if open else "", summary, content,
    )  # fmt: skip


@register.simple_block_tag
def fieldset(content: str, legend: str, *, size: str = "m", heading: bool = False, hint: str = "") -> SafeString:
    """Fields that belong together, with the words that join them."""
    sized = f" govuk-fieldset__legend--{size}" if size else ""
    inner = format_html('<h1 class="govuk-fieldset__heading">{}</h1>', legend) if heading else legend
    return format_html(
        '<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend{}">{}</legend>{}{}</fieldset>',
        sized, inner, format_html('<div class="govuk-hint">{}</div>', hint) if hint else "", content,
    )  # fmt: skip


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Words set apart from the rest."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag(takes_context=True)
def notice(context: template.Context, content: str, title: str = "Important", *, kind: str = "") -> SafeString:
    """A banner about the whole page. ``kind``: success (just done) or error (spoken at once)."""
    drawn = context.render_context
    number = int(drawn.get("kit_notices") or 0) + 1
    drawn["kit_notices"] = number
    suffix = "" if number == 1 else f"-{number}"
    told = {"kind": kind, "title": title, "content": content, "id": f"govuk-notification-banner-title{suffix}"}
    return render_to_string("kit/components/notice.html", told)


_NO_ACTIONS = mark_safe(" govuk-summary-list__row--no-actions")


@register.simple_block_tag
def summary_list(content: str) -> SafeString:
    """Facts as pairs of name and value; holds ``{% row %}``."""
    if "govuk-summary-list__actions" not in content:  # then no column has to be kept free for them
        content = SafeString(content.replace(_NO_ACTIONS, ""))
    return format_html('<dl class="govuk-summary-list">{}</dl>', content)


@register.simple_block_tag
def row(content: str, key: str, *, href: str = "", change: str = "", action: str = "Change") -> SafeString:
    """One fact. ``change`` says to a screen reader what the link changes."""
    link = (
        format_html(
            '<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{}">{}'
            '<span class="govuk-visually-hidden"> {}</span></a></dd>',
            href, action, change or key.lower(),
        )
        if href
        else ""
    )  # fmt: skip
    return format_html(
        '<div class="govuk-summary-list__row{}"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd>{}</div>',
        "" if href else _NO_ACTIONS, key, content, link,
    )  # fmt: skip


@register.simple_block_tag
def said(content: str, by: str = "", *, lang: str = "") -> SafeString:
    """Somebody's own words, marked off from ours."""
    return format_html(
        '<figure class="kit-said"><blockquote class="kit-said__words"{}>{}</blockquote>{}</figure>',
        format_html(' lang="{}"', lang) if lang else "",
        content,
        format_html('<figcaption class="kit-said__by">{}</figcaption>', by) if by else "",
    )


# --- Words and dates ---------------------------------------------------------------------------------


@register.filter
def quoted(words: str) -> SafeString:
    """Spoken words inside a sentence: “I hide in the cupboard.”"""
    return format_html('<q class="kit-quoted">{}</q>', str(words).strip().strip("“”\"'"))


@register.filter
def paragraphs(words: str) -> SafeString:
    """Typed words with their paragraphs and line ends kept."""
    blocks = [block.strip("\n") for block in str(words).split("\n\n") if block.strip()]
    lines = (
        format_html_join(mark_safe("<br>"), "{}", ((line,) for line in block.strip("\n").split("\n")))
        for block in blocks
    )
    return format_html_join("", '<p class="govuk-body">{}</p>', ((line,) for line in lines))


register.filter("plain_date", lambda day: dates.plain_date(day) if day else "")
register.filter("long_date", lambda day: dates.long_date(day) if day else "")
register.filter("month_and_year", lambda day: dates.month_and_year(day) if day else "")
register.filter("clock", lambda moment: dates.clock(moment) if moment else "")
register.filter("moment", lambda moment: dates.moment_in_words(moment) if moment else "")


@register.filter
def partial_date(day: date | dates.PartialDate | None, precision: str = dates.Precision.EXACT) -> str:
    """A date with its precision: ``{{ entry.day|partial_date:entry.precision }}``."""
    return str(day) if isinstance(day, dates.PartialDate) else dates.partial_date(day, precision)


@register.filter
def age(born: date | None, on: date | None = None) -> str:
    """How old somebody is, or when they are due; ``on`` is today unless told."""
    return dates.age_in_words(born, on or timezone.localdate()) if born else ""


@register.filter
def days_away(day: date | datetime | None) -> str:
    """How far off a day is: "in 12 days"."""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    return dates.days_away(day, timezone.localdate()) if day else ""


# --- The frame of every page -------------------------------------------------------------------------


@register.simple_tag
def demonstration() -> bool:
    """Whether these are invented people."""
    return bool(getattr(settings, "KINMAP_DEMO", False))


@register.simple_tag
def csrf_cookie() -> str:
    """The name of the cookie that scripts read before they send."""
    return settings.CSRF_COOKIE_NAME


@register.simple_tag
def address(name: str) -> str:
    """The address of that name, or nothing where the deployment has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.simple_tag
def idle_minutes() -> int:
    """After how many minutes without a sign of anybody a session ends; the page warns before."""
    return int(settings.KINMAP_IDLE_MINUTES)


@register.inclusion_tag("kit/components/navigation.html", takes_context=True)
def navigation(context: RequestContext) -> dict[str, Any]:
    """The links of the navigation, with the one that leads here marked."""
    request = context.get("request")
    here = request.path if request else ""
    may = getattr(context.get("user"), "may", None)
    open_to_them = [link for link in places.navigation if not link.needs or (may and may(link.needs))]
    found = [(link.name, address(link.url_name)) for link in open_to_them]
    # A page below one of them still stands under it; everything is below the first page, and nothing under it.
    beneath = {href for _, href in found if href and href != "/" and here.startswith(href)}
    links = [
        (name, href, "page" if href == here else "true" if href in beneath else "") for name, href in found if href
    ]
    return {"links": links, "sign_out": address("account_logout")}


@register.simple_tag(takes_context=True)
def page_notices(context: RequestContext) -> SafeString:
    """What the rooms have to say above this page."""
    request = context.get("request")
    if request is None:
        return mark_safe("")
    told = [(one.template, one.of(request)) for one in notices]
    return mark_safe("".join(render_to_string(name, {"told": words}, request) for name, words in told if words))  # noqa: S308
