"""Thoughts about the words of a map: while writing, beside a card, about the whole map; waved away with one tap."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kinmap.access.permissions import Permission
from kinmap.casework.doors import open_family
from kinmap.guidance.plain.models import CouncilSwap
from kinmap.guidance.plain.wording import wording_of
from kinmap.guidance.prompts.models import PromptCount
from kinmap.kit import answers
from kinmap.kit.dates import clock
from kinmap.kit.identity import new_id
from kinmap.live.once import once
from kinmap.mapping.categories import Category
from kinmap.mapping.models import Entry, Waved
from kinmap.mapping.people import faces_of
from kinmap.mapping.quality.forms import WaveForm, WaveMissingForm
from kinmap.mapping.quality.looking import digest_of_words, of_entry
from kinmap.mapping.quality.missing import MAP_AGE, missing_on
from kinmap.mapping.quality.names import other_children
from kinmap.mapping.quality.writing import look_at_sent
from kinmap.mapping.views.answering import before_writing, map_address, writer, written


@require_POST
def writing(request: HttpRequest, family_ref: str) -> HttpResponse:
    """What can be said about words that are being written. Nothing is saved; POST keeps words out of addresses."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    category = _category(request)
    others = other_children(writer(request), reader, faces_of(family, reader), family=family)
    looked = look_at_sent(request.POST, category=category, others=others)
    told = {"family": family, "reader": reader, "looked": looked, "back": map_address(family, request, reader=reader)}
    return answers.part(request, "mapping/writing.html#looked", told)


@require_GET
def thoughts(request: HttpRequest, family_ref: str, entry_id: UUID) -> HttpResponse:
    """Thoughts about one entry's words, each with why and a way to wave it away; how the words read."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    entry = Entry.found(entry_id, family=family, reader=reader)
    prompts = of_entry(entry, faces_of(family, reader), reader)
    back = map_address(family, request, reader=reader, entry_id=entry.pk)
    told: dict[str, Any] = {
        "family": family, "reader": reader, "entry": entry, "back": back,
        "prompts": [(prompt, new_id()) for prompt in prompts], "query": back.partition("?")[2].partition("#")[0],
        "wording": wording_of(entry.text, CouncilSwap.in_use()),
    }  # fmt: skip
    return answers.part(request, "mapping/entry_thoughts.html#panel", told)


@require_POST
def wave(request: HttpRequest, family_ref: str, entry_id: UUID, code: str) -> HttpResponse:
    """Wave one prompt away for this entry, until its words change."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    entry = Entry.found(entry_id, family=family, reader=reader)
    form = WaveForm(request.POST)
    if not form.is_valid():
        return answers.done(request, map_address(family, request, reader=reader, entry_id=entry.pk))
    before = before_writing(request, family, reader)
    with once(request, form, family_id=family.pk, where="A thought waved away") as first:
        standing = {prompt.code for prompt in of_entry(entry, faces_of(family, reader), reader)}
        if first and code in standing:
            digest = digest_of_words(entry.category, entry.text, entry.parts)
            Waved.wave(family=family, entry=entry, code=code, digest=digest, by=writer(request))
            PromptCount.add(waved_away=[code])
    if request.POST.get("back") == "statements":
        there = f"{reverse('mapping:statements', args=[family.ref])}#set-{entry.answers_id or entry.pk}"
        return answers.done(request, there, said=f"Waved away {clock(timezone.now())}")
    return written(request, family, reader, before=before, entry_id=entry_id, said="Waved away")


@require_GET
def missing(request: HttpRequest, family_ref: str) -> HttpResponse:
    """What is missing on the map as a whole."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    found = missing_on(family, reader, writer(request))
    told = {
        "family": family, "reader": reader, "missing": found, "back": map_address(family, request, reader=reader),
        "part": answers.is_htmx(request), "open": any(one.code == MAP_AGE for one in found),
    }  # fmt: skip
    return answers.part(request, "mapping/missing.html#list", told)


@require_POST
def wave_missing(request: HttpRequest, family_ref: str) -> HttpResponse:
    """Wave one thing away, for oneself."""
    family, reader = open_family(request, family_ref, to=Permission.MAP_EDIT)
    form = WaveMissingForm(request.POST)
    there = reverse("mapping:missing", args=[family.ref])
    if not form.is_valid():
        return answers.done(request, there)
    code, digest = form.cleaned_data["code"], form.cleaned_data["digest"]
    with once(request, form, family_id=family.pk, where="A thought waved away") as first:
        standing = {(one.code, one.digest) for one in missing_on(family, reader, writer(request))}
        if first and (code, digest) in standing:
            Waved.wave(family=family, code=code, digest=digest, by=writer(request))
            PromptCount.add(waved_away=[code])
    if not answers.is_htmx(request):
        return answers.done(request, there, said=f"Waved away {clock(timezone.now())}")
    told = {"family": family, "reader": reader, "missing": missing_on(family, reader, writer(request)), "waved": True}
    return answers.part(request, "mapping/missing.html#list", told)


def _category(request: HttpRequest) -> Category:
    try:
        return Category(request.POST.get("category", ""))
    except ValueError:
        raise Http404 from None
