"""Addresses of the map."""

from django.urls import path

from kinmap.mapping import views
from kinmap.mapping.quality import views as quality
from kinmap.mapping.views import from_visits, headings, helping, layouts, pinned, scaling, statements

app_name = "mapping"

HERE = "families/<str:family_ref>/map/"
ENTRY = f"{HERE}entries/<uuid:entry_id>/"

SETS = "families/<str:family_ref>/statements/"
ROUND = f"{SETS}rounds/<uuid:round_id>/"

ASKED = "families/<str:family_ref>/questions/"
QUESTION = f"{ASKED}<uuid:question_id>/"

urlpatterns = [
    path(HERE, views.show, name="map"),
    path(f"{HERE}shared/", views.shared, name="shared"),
    path(f"{HERE}blank/", layouts.blank, name="blank"),
    path(f"{HERE}blank/<slug:layout>/<str:size>.pdf", layouts.blank_pdf, name="blank_pdf"),
    path(f"{HERE}withdrawn/", views.withdrawn, name="withdrawn"),
    path(f"{HERE}from-visit/<uuid:visit_id>/", from_visits.from_visit, name="from_visit"),
    path(f"{HERE}entries/", views.entries, name="entries"),
    path(f"{HERE}entries/more/", views.say_more, name="say_more"),
    path(f"{HERE}entries/thoughts/", quality.writing, name="writing"),
    path(f"{HERE}missing/", quality.missing, name="missing"),
    path(f"{HERE}missing/wave/", quality.wave_missing, name="wave_missing"),
    path(f"{HERE}harm-grid/", helping.harm_grid, name="harm_grid"),
    path(f"{HERE}framework/", helping.framework, name="framework"),
    path(f"{ENTRY}framework/", helping.domains, name="domains"),
    path(ENTRY, views.entry, name="entry"),
    path(f"{ENTRY}card/", views.card, name="card"),
    path(f"{ENTRY}as-you-go/", views.as_you_go, name="as_you_go"),
    path(f"{ENTRY}more/", views.acts, name="acts"),
    path(f"{ENTRY}move/", views.move, name="move"),
    path(f"{ENTRY}withdraw/", views.withdraw, name="withdraw"),
    path(f"{ENTRY}bring-back/", views.bring_back, name="bring_back"),
    path(f"{ENTRY}undo/", views.undo, name="undo"),
    path(f"{ENTRY}other-view/", views.dispute, name="dispute"),
    path(f"{ENTRY}link/", views.link, name="link"),
    path(f"{ENTRY}wording/", views.wording, name="wording"),
    path(f"{ENTRY}versions/", views.versions, name="versions"),
    path(f"{ENTRY}thoughts/", quality.thoughts, name="thoughts"),
    path(f"{ENTRY}wave/<slug:code>/", quality.wave, name="wave"),
    path(SETS, statements.statements, name="statements"),
    path(f"{SETS}new/", statements.new_statement, name="new_statement"),
    path(f"{SETS}<uuid:entry_id>/", statements.statement, name="statement"),
    path(f"{SETS}<uuid:entry_id>/goal/", statements.new_goal, name="new_goal"),
    path(f"{SETS}goals/<uuid:entry_id>/", statements.goal, name="goal"),
    path(f"{SETS}<uuid:entry_id>/scale/", scaling.new_scale, name="new_scale"),
    path(f"{SETS}scales/overall/", scaling.overall, name="overall"),
    path(f"{SETS}scales/<uuid:scale_id>/", scaling.scale, name="scale"),
    path(f"{SETS}rounds/new/", scaling.new_round, name="new_round"),
    path(ROUND, scaling.round, name="round"),
    path(f"{ROUND}gather/", scaling.gather, name="gather"),
    path(f"{ROUND}gather/<uuid:person_id>/", scaling.ask_next, name="ask_next"),
    path(f"{ROUND}gather/<uuid:person_id>/<uuid:scale_id>/", scaling.number, name="number"),
    path(f"{ROUND}mend/", scaling.mend, name="mend"),
    path(f"{ROUND}mend/<uuid:judgment_id>/", scaling.mend_number, name="mend_number"),
    path(f"{ROUND}show/", scaling.show_round, name="show_round"),
    path(ASKED, pinned.questions, name="questions"),
    path(f"{ASKED}new/", pinned.new_question, name="new_question"),
    path(f"{ASKED}sheet.pdf", pinned.sheet, name="questions_sheet"),
    path(f"{ASKED}ask/<str:heading>/", pinned.ask, name="ask"),
    path(f"{ASKED}take/<str:heading>/", pinned.take, name="take"),
    path(QUESTION, pinned.question, name="question"),
    path(f"{QUESTION}answer/", pinned.answer, name="answer_question"),
    path(f"{QUESTION}take-off/", pinned.take_off, name="take_off"),
    path(f"{QUESTION}take-along/", pinned.take_along, name="take_along"),
    path("settings/labels/", headings.labels, name="labels"),
    path("settings/labels/<str:stage>/", headings.stage_labels, name="stage_labels"),
]
