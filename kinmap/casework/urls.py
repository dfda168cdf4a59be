"""Addresses of a family's pages that casework itself keeps."""

from django.urls import path

from kinmap.casework import (
    copies_views,
    exchange_views,
    letterhead_views,
    limits_views,
    passing_views,
    story_views,
    views,
    work_views,
)
from kinmap.casework.deciding_to_share import urls as sharing_urls
from kinmap.casework.emergency import urls as emergency_urls
from kinmap.casework.joining import views as joining
from kinmap.casework.misfiled import urls as misfiled_urls
from kinmap.casework.people import urls as people_urls
from kinmap.casework.roles import views as roles_views
from kinmap.casework.second_look import views as second_look
from kinmap.casework.stage_names import views as stage_names_views
from kinmap.casework.trail import views as trail_views
from kinmap.casework.who_opens import urls as who_opens_urls

app_name = "casework"

COPY = "families/<str:family_ref>/copies/<slug:document>/<slug:copy>/<uuid:person>/"
PROPOSAL = "families/<str:family_ref>/work/proposals/<uuid:proposal_id>/"
FILED = "families/<str:family_ref>/copies/filed/<uuid:issue>"
LOOK = "families/<str:family_ref>/copies/looks/<uuid:check_id>/"
EVENT = "families/<str:family_ref>/story/event/<uuid:event_id>/"

urlpatterns = [
    *people_urls.urlpatterns,
    *emergency_urls.urlpatterns,
    *who_opens_urls.urlpatterns,
    *sharing_urls.urlpatterns,
    *misfiled_urls.urlpatterns,
    path("trail/", trail_views.trail, name="trail"),
    path("trail/file.csv", trail_views.trail_file, name="trail_file"),
    path("trail/checks/", trail_views.routine_checks, name="trail_checks"),
    path("trail/families/<str:record_ref>/", trail_views.who_looked, name="who_looked"),
    path("who-can-do-what/", roles_views.roles, name="roles"),
    path("settings/roles/<slug:code>/", roles_views.role, name="role"),
    path("settings/stages/", stage_names_views.stages, name="stage_names"),
    path("settings/stages/<slug:code>/", stage_names_views.stage_name, name="stage_name"),
    path("settings/limits/", limits_views.limits, name="limits"),
    path("settings/limits/<slug:code>/", limits_views.limit, name="limit"),
    path("schema/family.json", exchange_views.schema, name="schema"),
    path("settings/council/", letterhead_views.council, name="council"),
    path("settings/council/logo.png", letterhead_views.council_logo, name="council_logo"),
    path("families/import/", exchange_views.bring, name="import"),
    path("families/<str:family_ref>/export/", exchange_views.leave, name="export"),
    path("families/<str:family_ref>/copies/", copies_views.copies, name="copies"),
    path(COPY, copies_views.preview, name="preview"),
    path(f"{COPY}preview.pdf", copies_views.preview_file, {"format": "pdf"}, name="preview_pdf"),
    path(f"{COPY}preview.docx", copies_views.preview_file, {"format": "docx"}, name="preview_docx"),
    path(f"{COPY}ask/", second_look.ask, name="ask_look"),
    path(LOOK, second_look.look, name="copy_check"),
    path(f"{LOOK}take-back/", second_look.take_back, name="take_look_back"),
    path(f"{LOOK}copy.pdf", second_look.look_file, name="copy_check_file"),
    path("families/<str:family_ref>/copies/rule/", second_look.rule, name="copy_rule"),
    path(f"{COPY}give/", copies_views.give, name="give"),
    path(f"{FILED}.pdf", copies_views.filed_file, {"format": "pdf"}, name="filed_pdf"),
    path(f"{FILED}.docx", copies_views.filed_file, {"format": "docx"}, name="filed_docx"),
    path("families/<str:family_ref>/work/", work_views.work, name="work"),
    path("families/<str:family_ref>/work/stage/", work_views.stage, name="stage"),
    path("families/<str:family_ref>/work/proposals/new/", passing_views.propose, name="propose"),
    path(PROPOSAL, passing_views.proposal, name="proposal"),
    path(f"{PROPOSAL}change/", passing_views.change, name="change_proposal"),
    path(f"{PROPOSAL}answer/", passing_views.answer, name="answer_proposal"),
    path("families/<str:family_ref>/work/open-again/", passing_views.open_again, name="open_again"),
    path("families/<str:family_ref>/work/agreement/", work_views.agreement, name="agreement"),
    path("families/<str:family_ref>/work/agreement/<uuid:agreement_id>/", work_views.withdraw, name="withdraw"),
    path("families/<str:family_ref>/work/team/", work_views.find_worker, name="find_worker"),
    path("families/<str:family_ref>/work/team/<uuid:user_id>/", work_views.allocate, name="allocate"),
    path("families/<str:family_ref>/work/team/end/<uuid:allocation_id>/", work_views.end_part, name="end_part"),
    path("families/<str:family_ref>/joining/", joining.joining, name="joining"),
    path("families/<str:family_ref>/joining/files/", joining.join_files, name="join_files"),
    path("families/<str:family_ref>/joining/<uuid:join_id>/", joining.one_joining, name="joined"),
    path("families/<str:family_ref>/joining/<uuid:join_id>/undo/", joining.undo_joining, name="undo_joining"),
    path("families/<str:family_ref>/story/", story_views.story, name="story"),
    path("families/<str:family_ref>/story/event/", story_views.event, name="event"),
    path("families/<str:family_ref>/story/withdrawn/", story_views.withdrawn, name="story_withdrawn"),
    path(EVENT, story_views.change_event, name="change_event"),
    path(f"{EVENT}versions/", story_views.event_versions, name="event_versions"),
    path(f"{EVENT}withdraw/", story_views.withdraw_event, name="withdraw_event"),
    path(f"{EVENT}bring-back/", story_views.bring_event_back, name="bring_event_back"),
    path("families/<str:family_ref>/", views.family, name="family"),
]
