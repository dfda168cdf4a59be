"""Fills the sheet of a single assessment for one copy: only what both its preparer and its reader may see."""

from datetime import datetime

from django.utils import timezone

from kinmap.access.nouns import Guarded
from kinmap.assessment import sheets
from kinmap.assessment.coming_in import assessment_clock
from kinmap.assessment.models import AssessedChild, Assessment, AssessmentStep
from kinmap.assessment.models.assessment import authorised_at
from kinmap.assessment.shelves import Drawn, Share, drawn_for
from kinmap.casework.clock import Clock
from kinmap.casework.copying import CopyFor
from kinmap.casework.models import Limits
from kinmap.casework.shelves import LeftOut, Prepared
from kinmap.documents import press
from kinmap.kit.dates import plain_date

TITLES = {"family": "Our assessment", "child": "What we found out together", "professional": "Single assessment"}


def prepare_assessment(copy: CopyFor) -> Prepared:
    """The newest assessment that both may see. Without one the paper says so."""
    found = copy.both(Assessment.objects.filter(family=copy.family)).order_by("-started", "-recorded_at", "-id").first()
    if found is None:
        return Prepared(sheet=sheets.AssessmentSheet(**copy.paper(TITLES), exists=False), left_out=_whole(copy))
    states = list(copy.both(AssessmentStep.objects.filter(assessment=found)).order_by("recorded_at", "id"))
    assessed = list(copy.both(AssessedChild.objects.filter(assessment=found)))
    moment = authorised_at(states)
    shares = drawn_for(copy.family, [copy.preparer, copy.recipient], moment)
    held = assessment_clock(Limits.today(), found, states)
    authorised = states[-1] if moment else None
    sheet = sheets.AssessmentSheet(
        **copy.paper(TITLES),
        notice="" if moment else "Draft. No manager has authorised this yet.",
        facts=tuple(_facts(copy, found, held, authorised)),
        analysis=_words(found.analysis),
        family_view=_words(found.family_view),
        children=tuple(_children(copy, assessed)),
        drawn=tuple(_drawn(share, moment) for share in shares),
        comment=_words(authorised.comment) if authorised and copy.copy == "professional" else None,
    )
    drawn: list[Guarded] = [guard for share in shares for one in share.drawn for guard in one.guards]
    included: list[Guarded] = [found, *assessed, *([authorised] if authorised else []), *drawn]
    return Prepared(sheet=sheet, left_out=_left_out(copy, found, included), included=included)


def _words(text: str) -> press.Words | None:
    return press.Words(text) if text else None


def _facts(copy: CopyFor, found: Assessment, held: Clock, authorised: AssessmentStep | None) -> list[sheets.Fact]:
    about = [copy.name(pk) for pk in copy.people if pk in found.children]
    given = {
        "About": ", ".join(about),
        "Led by": copy.name(found.lead_id),
        "Referral": plain_date(found.counted_from),
        "Started": plain_date(found.started),
        "To be done by": plain_date(held.due) if held.due else "",
        "Authorised": f"{plain_date(authorised.on)}, {authorised.recorded_by_name}" if authorised else "",
        "Why it is late": held.reason if held.late else "",
    }
    return [sheets.Fact(label=label, text=text) for label, text in given.items() if text]


def _children(copy: CopyFor, assessed: list[AssessedChild]) -> list[sheets.Child]:
    order = list(copy.people)
    rows = sorted((row for row in assessed if row.child_id in copy.people), key=lambda row: order.index(row.child_id))
    return [
        sheets.Child(
            name=copy.name(row.child_id),
            view=_words(row.voice_for(copy.recipient) and row.voice_for(copy.preparer)),
            factors=(*row.factors_in_words, *([row.factor_words] if row.factor_words else [])),
            outcome=str(row.get_outcome_display()) if row.outcome else "",
            why=_words(row.outcome_why),
        )
        for row in rows
    ]


def _drawn(share: Share, moment: datetime | None) -> sheets.Drawn:
    day = f"As it stood on {plain_date(timezone.localdate(moment))}." if moment else "As it stands today."
    groups = tuple(_group(heading, words) for heading, words in share.by_heading)
    return sheets.Drawn(title=share.source.words, as_of=day, groups=groups)


def _group(heading: str, drawn: list[Drawn]) -> sheets.Group:
    return sheets.Group(heading=heading, words=tuple(press.Words(one.text) for one in drawn))


#: Why a child's own words are not on somebody's copy.
OWN_WORDS = "A child’s own words are for that child and for council workers. What others may know goes on the map."


def _left_out(copy: CopyFor, found: Assessment, included: list[Guarded]) -> list[LeftOut]:
    rows = AssessedChild.objects.filter(assessment=found).readable_by(copy.preparer).order_by("recorded_at", "id")
    shares = drawn_for(copy.family, [copy.preparer], None)
    drawn = [one.row for share in shares for one in share.drawn]
    heard = [row for row in rows if row.voice_for(copy.preparer) and not row.voice_for(copy.recipient)]
    named = [copy.name(row.child_id) for row in heard if row.child_id in copy.people]
    voices = [LeftOut(f"What {name} says", OWN_WORDS) for name in named]
    rest = copy.left_out(rows, included, "What was found for a child") + copy.left_out(drawn, included, "From the map")
    return voices + rest


def _whole(copy: CopyFor) -> list[LeftOut]:
    """Assessments that the preparer could have shown and this reader may not see."""
    rows = Assessment.objects.filter(family=copy.family).readable_by(copy.preparer).order_by("-started", "-id")
    return copy.left_out(rows, [], "A whole assessment")
