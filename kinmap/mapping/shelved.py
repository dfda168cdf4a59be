"""What mapping puts on the shelves of lower rooms."""

from kinmap.access.permissions import Permission
from kinmap.assessment.shelves import Source, analysis_sources
from kinmap.casework.shelves import (
    Addressed,
    FamilyTab,
    PrintDocument,
    Whereabouts,
    addressed,
    desk_cards,
    exchange_parts,
    family_tabs,
    misfilables,
    print_documents,
    rows_of,
    whereabouts,
)
from kinmap.families.models import Person
from kinmap.guidance.prompts.kinds import kinds
from kinmap.kit.navigation import Link, navigation
from kinmap.mapping import sheets
from kinmap.mapping.desk_lines import CARDS
from kinmap.mapping.drawn import drawn_from_the_map
from kinmap.mapping.exchange import EXCHANGE
from kinmap.mapping.from_visits import beside_words_at_a_visit, on_the_map_from
from kinmap.mapping.layouts import sheets as layouts
from kinmap.mapping.layouts.on_paper import prepare_form, prepare_quadrants, prepare_reading
from kinmap.mapping.layouts.outlines import outline_of_form
from kinmap.mapping.layouts.trajectory import prepare_trajectory
from kinmap.mapping.misfiled import MISFILED
from kinmap.mapping.models import Entry, Judgment, PinnedQuestion, Round, Scale
from kinmap.mapping.pinning import beside_a_visit
from kinmap.mapping.preparing import prepare_map, prepare_statements
from kinmap.mapping.quality.kinds import KINDS
from kinmap.mapping.whereabouts import address_of_entry
from kinmap.visits.models import Visit
from kinmap.visits.shelves import BesideVisit, BesideWords, beside_visit, beside_words

exchange_parts.put(EXCHANGE)
misfilables.put(MISFILED)
for name, noun in (
    ("entry_id", Entry),
    ("scale_id", Scale),
    ("round_id", Round),
    ("judgment_id", Judgment),
    ("question_id", PinnedQuestion),
    ("visit_id", Visit),
    ("person_id", Person),
):
    addressed.put(Addressed(name=f"mapping.{name}", needs=Permission.MAP_READ, readable=rows_of(noun)))
analysis_sources.put(Source(name="map", words="From the map", url_name="mapping:map", draw=drawn_from_the_map))
for kind in KINDS:
    kinds.put(kind)
whereabouts.put(Whereabouts(name="mapping.entry", address=address_of_entry))
family_tabs.put(FamilyTab("map", "Map", "mapping:map", Permission.MAP_READ, order=10))
family_tabs.put(FamilyTab("statements", "Worries and goals", "mapping:statements", Permission.MAP_READ, order=20))
for card in CARDS:
    desk_cards.put(card)
BIG_FIRST, SMALL_FIRST = ("A3", "A4"), ("A4", "A3")
for place, (name, words, layout, prepare, papers) in enumerate(
    (
        ("map", "The map in three columns", sheets.MAP, prepare_map, BIG_FIRST),
        ("map-four-boxes", "The map in four boxes", sheets.QUADRANTS, prepare_quadrants, BIG_FIRST),
        ("harm-to-plan", "From harm to plan", layouts.TRAJECTORY, prepare_trajectory, BIG_FIRST),
        ("map-to-read", "The map to read together", sheets.READING, prepare_reading, SMALL_FIRST),
    )
):
    print_documents.put(
        PrintDocument(
            name=name, words=words, layout=layout, needs=Permission.MAP_READ, prepare=prepare, papers=papers,
            order=10 + place,
        )
    )  # fmt: skip
print_documents.put(
    PrintDocument(
        name="form", words="Assessment and planning form", layout=layouts.FORM, needs=Permission.MAP_READ,
        prepare=prepare_form, outline=outline_of_form, order=18,
    )
)  # fmt: skip
print_documents.put(
    PrintDocument(
        name="statements", words="Statements, goals and scales", layout=sheets.STATEMENTS, needs=Permission.MAP_READ,
        prepare=prepare_statements, order=20,
    )
)  # fmt: skip
beside_visit.put(BesideVisit(name="map", words="For the map", lines=on_the_map_from, order=60))
beside_words.put(BesideWords(name="map", lines=beside_words_at_a_visit, order=10))
beside_visit.put(BesideVisit(name="questions", words="Questions to ask", lines=beside_a_visit, order=20))
navigation.put(Link(name="Headings", order=60, url_name="mapping:labels", needs=Permission.SETTINGS))
