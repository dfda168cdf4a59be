"""Addresses of a family's pages that casework itself keeps."""

from django.urls import path

from kinmap.casework import copies_views, exchange_views, limits_views, story_views, views, work_views
from kinmap.casework.people import urls as people_urls

app_name = "casework"

COPY = "families/<str:family_ref>/copies/<slug:document>/<slug:copy>/<uuid:person>/"
FILED = "families/<str:family_ref>/copies/filed/<uuid:issue>"

urlpatterns = [
    *people_urls.urlpatterns,
    path("settings/limits/", limits_views.limits, name="limits"),
    path("settings/limits/<slug:code>/", limits_views.limit, name="limit"),
    path("schema/family.json", exchange_views.schema, name="schema"),
    path("families/import/", exchange_views.bring, name="import"),
    path("families/<str:family_ref>/export/", exchange_views.leave, name="export"),
    path("families/<str:family_ref>/copies/", copies_views.copies, name="copies"),
    path(COPY, copies_views.preview, name="preview"),
    path(f"{COPY}preview.pdf", copies_views.preview_file, {"format": "pdf"}, name="preview_pdf"),
    path(f"{COPY}preview.docx", copies_views.preview_file, {"format": "docx"}, name="preview_docx"),
    path(f"{COPY}give/", copies_views.give, name="give"),
    path(f"{FILED}.pdf", copies_views.filed_file, {"format": "pdf"}, name="filed_pdf"),
    path(f"{FILED}.docx", copies_views.filed_file, {"format": "docx"}, name="filed_docx"),
    path("families/<str:family_ref>/work/", work_views.work, name="work"),
    path("families/<str:family_ref>/work/stage/", work_views.stage, name="stage"),
    path("families/<str:family_ref>/work/stage/end/", work_views.end_stage, name="end_stage"),
    path("families/<str:family_ref>/work/agreement/", work_views.agreement, name="agreement"),
    path("families/<str:family_ref>/work/agreement/<uuid:agreement_id>/", work_views.withdraw, name="withdraw"),
    path("families/<str:family_ref>/work/team/", work_views.find_worker, name="find_worker"),
    path("families/<str:family_ref>/work/team/<uuid:user_id>/", work_views.allocate, name="allocate"),
    path("families/<str:family_ref>/work/team/end/<uuid:allocation_id>/", work_views.end_part, name="end_part"),
    path("families/<str:family_ref>/story/", story_views.story, name="story"),
    path("families/<str:family_ref>/story/event/", story_views.event, name="event"),
    path("families/<str:family_ref>/story/event/<uuid:event_id>/", story_views.change_event, name="change_event"),
    path("families/<str:family_ref>/", views.family, name="family"),
]
