"""Sheets to print in tests: the two invented families of the practice guide, §12."""

from __future__ import annotations

from datetime import UTC, datetime

from kinmap.documents.press import Copy, Words
from kinmap.mapping.sheets import (
    Column,
    Entry,
    Fact,
    Judgment,
    MapSheet,
    Point,
    Scale,
    Section,
    Side,
    StatementSet,
    StatementsSheet,
    View,
)

MADE_AT = datetime(2026, 9, 22, 15, 30, tzinfo=UTC)
ALL_FIVE = ("Kayla", "Reece", "Mia", "Toby", "Isla")
ROUNDS = ("18 June", "1 July", "22 September")


def judgment(
    who: str, side: Side, *numbers: float | None, reason: str = "", higher: str = "", through: str = "", role: str = ""
) -> Judgment:
    """One person's numbers at the three rounds, with the reason for the last."""
    return Judgment(
        who=who,
        side=side,
        role=role,
        value=numbers[-1],
        given=ROUNDS[-1],
        through=through,
        reason=Words(reason) if reason else None,
        one_higher=Words(higher) if higher else None,
        over_time=tuple(Point(when=when, value=value) for when, value in zip(ROUNDS, numbers, strict=False)),
    )


def danger_scale_1() -> Scale:
    family, child, professional = Side.FAMILY, Side.CHILD, Side.PROFESSIONAL
    return Scale(
        heading="Danger statement 1",
        zero=Words("Shane will hurt someone again any day; the children cannot be here"),
        ten=Words("Safety goal 1 is fully met and services stop"),
        rounds=ROUNDS,
        judgments=(
            judgment(
                "Dee",
                family,
                4,
                5,
                7,
                role="mum",
                reason="Locks, Sandie, court order; I ring, I don’t wait.",
                higher="The trial is over",
            ),
            judgment("Kayla", child, 2, 3, 6, reason="Mum told me I’m not the bodyguard.", higher="Shane’s mum stops"),
            judgment(
                "Reece",
                child,
                1,
                3,
                7,
                reason="Gate is just a gate on school nights.",
                higher="He’s told No by the judge",
            ),
            judgment("Mia", child, 3, 4, 7, reason="Drew a door with a window."),
            judgment(
                "Nana Mo", family, 3, 4, 7, reason="The plan was tested on 6 September. Unknown car; all of it worked."
            ),
            judgment("Craig", family, 2, 3, 6, higher="The same at Christmas", role="dad of Kayla and Reece"),
            judgment("Sandie", family, None, 4, 7, reason="The signal has been practised four times."),
            judgment("Hannah", professional, 2, 3, 6.5, reason="One month home is not six.", role="social worker"),
            judgment(
                "DC Lowe", professional, None, 2, 5, reason="A text that broke bail on 2 September.", role="police"
            ),
            judgment("Leanne", professional, None, 3, 6, reason="Risk rises near the trial."),
            judgment("Gemma", professional, 2, 3, 6, role="health visitor"),
            judgment("Mrs Desai", professional, None, 3, 7),
            judgment("Shane", family, 9, 9, 8, reason="Lies.", through="own letter, read by the chair"),
        ),
    )


def danger_scale_2() -> Scale:
    family, child, professional = Side.FAMILY, Side.CHILD, Side.PROFESSIONAL
    return Scale(
        heading="Danger statement 2",
        zero=Words("There is no sober adult"),
        ten=Words("Safety goal 2 is fully met"),
        rounds=ROUNDS,
        judgments=(
            judgment("Dee", family, 3, 4, 7),
            judgment("Kayla", child, 2, 3, 7),
            judgment("Nana Mo", family, 3, 4, 7),
            judgment("Jodie", family, 4, 5, 8, reason="She rings me first now."),
            judgment("Hannah", professional, 2, 3, 6),
            judgment("Gemma", professional, 2, 2, 6),
            judgment("Ben", professional, None, 4, 7),
            judgment("Alan", family, 3, 3, None),
        ),
    )


def larkin_columns() -> tuple[Column, Column, Column]:
    worries = Column(
        heading="What are we worried about?",
        sections=(
            Section(
                heading="Past harm",
                entries=(
                    Entry(
                        words=Words(
                            "Shane broke the back door, punched Mum in the face and threw Kayla. Kayla’s wrist was "
                            "broken. Reece rang 999 from the cupboard; Mia hid under the bunk with Toby."
                        ),
                        about=ALL_FIVE,
                        said_by="Reece and Kayla",
                        known_how="police log and hospital notes",
                        when="Saturday 13 June 2026",
                        other_views=(View(who="Shane", words=Words("She fell; Kayla slipped. I never touched them.")),),
                    ),
                    Entry(
                        words=Words(
                            "Seven earlier police calls. Shane takes Dee’s phone and wages; silence at the table."
                        ),
                        about=("Kayla", "Reece"),
                        said_by="Kayla, Reece and Dee",
                        known_how="saw it; police record",
                        when="August 2021 to February 2026",
                    ),
                    Entry(
                        words=Words("Dee drinks when she is frightened, about weekly since February."),
                        said_by="Nana Mo",
                        when="worst on 13 June 2026",
                        about=("Isla", "Toby"),
                        other_views=(
                            View(who="Dee", stance="agrees in part", words=Words("Not weekly: five or six times.")),
                        ),
                    ),
                    Entry(
                        words=Words(
                            "Reece asleep in class five times since Easter, “listening for the gate”. "
                            "Toby biting and hiding."
                        ),
                        said_by="Mr Adu",
                        known_how="saw it",
                        about=("Reece", "Toby"),
                        when="since about Easter 2026",
                    ),
                ),
            ),
            Section(
                heading="Danger statements",
                entries=tuple(
                    Entry(words=each.statement, mark=each.heading, about=each.about) for each in larkin_sets()
                ),
            ),
            Section(
                heading="Complicating factors",
                entries=(
                    Entry(words=Words("Grief for Jordan.")),
                    Entry(words=Words("£1,140 rent arrears; Shane’s name is on the tenancy.")),
                    Entry(words=Words("The agencies never put the seven calls together. Three past workers.")),
                ),
            ),
        ),
    )
    well = Column(
        heading="What’s working well?",
        sections=(
            Section(
                heading="Strengths",
                entries=(
                    Entry(words=Words("The children are close and funny."), about=ALL_FIVE),
                    Entry(words=Words("Dee’s Sunday roasts."), said_by="Mia"),
                    Entry(words=Words("Reece can read a map in the dark."), about=("Reece",), said_by="Emmanuel"),
                    Entry(words=Words("Craig phones on Tuesdays and Sundays."), about=("Kayla", "Reece")),
                ),
            ),
            Section(
                heading="Existing safety",
                entries=(
                    Entry(
                        words=Words(
                            "Four nights since January Dee rang Nana when Shane texted, and all slept at Nana’s."
                        ),
                        about=ALL_FIVE,
                        said_by="Nana Mo and Kayla",
                        known_how="saw it",
                        when="12 January, 8 February, 21 March, 9 May 2026",
                        answers="Danger statement 1",
                    ),
                    Entry(
                        words=Words("Ten Fridays Jodie stayed: no drink, Isla up and fed."),
                        about=("Isla",),
                        said_by="Jodie and Kayla",
                        answers="Danger statement 2",
                    ),
                ),
            ),
        ),
    )
    happen = Column(
        heading="What needs to happen?",
        sections=(
            Section(
                heading="Safety goals",
                entries=tuple(
                    Entry(words=each.goal, mark=each.goal_heading, answers=each.heading)
                    for each in larkin_sets()
                    if each.goal
                ),
            ),
            Section(
                heading="Next steps",
                entries=(
                    Entry(
                        words=Words("Print the rota for Christmas week."),
                        facts=(Fact(label="Who", words="Jodie"), Fact(label="By when", words="Friday 4 December 2026")),
                    ),
                    Entry(
                        words=Words("Tell Reece what the judge said."),
                        facts=(Fact(label="Who", words="Hannah"),),
                        done="Friday 19 June 2026",
                    ),
                ),
            ),
        ),
    )
    return worries, well, happen


def larkin_map(copy: Copy = Copy.PROFESSIONAL, **changes: object) -> MapSheet:
    fields: dict[str, object] = {
        "title": "Mia’s map" if copy is Copy.CHILD else "The map",
        "family": "The Larkin family",
        "made_for": {"family": "Dee", "professional": "Hannah Osei", "child": "Mia"}[copy],
        "about_child": "Mia" if copy is Copy.CHILD else "",
        "prepared_by": "Hannah Osei, social worker",
        "made_at": MADE_AT,
        "copy": copy,
        "document_id": "K7Q2-9F",
        "standing": "as it stood on 22 September 2026",
        "columns": larkin_columns(),
        "scales": (danger_scale_1(), danger_scale_2()),
    }
    return MapSheet(**(fields | changes))  # type: ignore[arg-type]


def larkin_sets() -> tuple[StatementSet, ...]:
    return (
        StatementSet(
            heading="Danger statement 1",
            about=ALL_FIVE,
            statement=Words(
                "Hannah, DC Martin Lowe, Nana Mo, Craig and Dee herself are worried that Shane will come to the house "
                "or find them, hurt Dee again, and that Kayla or Reece will try to stop him. Any child could be badly "
                "injured or killed, as nearly happened on 13 June; and even when he is not there they live listening "
                "for him."
            ),
            family_views=(
                View(who="Dee", stance="agrees", words=Words("Yes. I need you lot till he’s dealt with.")),
                View(who="Shane", stance="disagrees", words=Words("There is no danger.")),
            ),
            goal_heading="Safety goal 1",
            goal=Words(
                "Shane stays away and leaves Dee and the children alone, and the police and court hold him to it. If "
                "he doesn’t, Dee, the children and their people all know what to do: the children are with a safe "
                "adult within two minutes and 999 is rung, so nobody is hurt and nobody is alone with it. Hannah, DC "
                "Lowe, Dee and Nana Mo need to see this for six months after the children are home."
            ),
            family_goal=Words("The gate is just a gate."),
            scale=danger_scale_1(),
        ),
        StatementSet(
            heading="Danger statement 2",
            about=("Isla", "Toby", "Kayla"),
            statement=Words(
                "Hannah, Gemma, Nana Mo and Dee are worried that when Dee is scared or sad she will drink until she "
                "can’t wake. Isla could choke, fall or be left hungry; Kayla could be the one looking after four "
                "children and have nobody to look after her. Dee has gone longest without drink when someone she "
                "trusts is there."
            ),
            goal_heading="Safety goal 2",
            goal=Words(
                "Whoever is looking after the children has had nothing to drink and wakes to Isla; Dee has people to "
                "ring before she pours a glass. Gemma, Ben and Jodie need to see six months."
            ),
            scale=danger_scale_2(),
        ),
    )


def larkin_statements(copy: Copy = Copy.PROFESSIONAL, **changes: object) -> StatementsSheet:
    fields: dict[str, object] = {
        "title": "Danger statements, goals and scales",
        "family": "The Larkin family",
        "made_for": {"family": "Dee", "professional": "Hannah Osei", "child": "Mia"}[copy],
        "about_child": "Mia" if copy is Copy.CHILD else "",
        "prepared_by": "Hannah Osei, social worker",
        "made_at": MADE_AT,
        "copy": copy,
        "document_id": "K7Q2-9G",
        "sets": larkin_sets(),
    }
    return StatementsSheet(**(fields | changes))  # type: ignore[arg-type]


def many_languages_map(copy: Copy = Copy.FAMILY) -> MapSheet:
    """The Rahman family's map with words in Urdu, Arabic, Welsh and Polish, and a smile."""
    worries = Column(
        heading="What are we worried about?",
        sections=(
            Section(
                heading="What’s been hard",
                entries=(
                    Entry(
                        words=Words("I can’t hear if Mum falls when I’m here. 😟"),
                        about=("Yusuf",),
                        said_by="Yusuf",
                        known_how="said it to Mr Ellery",
                        when="Friday 27 February 2026",
                        other_views=(
                            View(
                                who="Imran",
                                stance="agrees in part",
                                words=Words("He’s also sad about my father. It isn’t only MS."),
                            ),
                        ),
                    ),
                    Entry(
                        words=Words("میں پہلے چھپاتی تھی۔ اب فریج پر فہرست لگی ہے۔", "ur"),
                        said_by="Nadia",
                        when="15 July 2026",
                    ),
                    Entry(words=Words("أنا قلقة على الأولاد في الليل."), said_by="جدّة"),
                ),
            ),
        ),
    )
    well = Column(
        heading="What’s working well?",
        sections=(
            Section(
                heading="When it worked",
                entries=(
                    Entry(words=Words("Mae’r tŷ’n gynnes ac yn llawn chwerthin, ŵyn a dŵr.", "cy"), said_by="Aled"),
                    Entry(words=Words("Ciocia Łucja dzwoni codziennie; źródło spokoju.", "pl"), said_by="Farah"),
                    Entry(
                        words=Words("Bilal came at 7.30 and said “چلو بھئی” and Yusuf laughed."),
                        answers="Worry statement 1",
                    ),
                ),
            ),
        ),
    )
    happen = Column(heading="What needs to happen?")
    return larkin_map(
        copy,
        title="Our map",
        family="The Rahman family",
        made_for="Nadia",
        columns=(worries, well, happen),
        prepared_by="Joanne Beckett, family support worker",
        standing="as it stood on 11 March 2026",
        scales=(),
    )
