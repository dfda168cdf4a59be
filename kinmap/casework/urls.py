"""Addresses of a family's pages that casework itself keeps."""

from django.urls import path

from kinmap.casework import copies_views, views

app_name = "casework"

COPY = "families/<str:family_ref>/copies/<slug:document>/<slug:copy>/<uuid:person>/"

urlpatterns = [
    path("families/<str:family_ref>/copies/", copies_views.copies, name="copies"),
    path(COPY, copies_views.preview, name="preview"),
    path(f"{COPY}preview.pdf", copies_views.preview_pdf, name="preview_pdf"),
    path(f"{COPY}give/", copies_views.give, name="give"),
    path("families/<str:family_ref>/copies/filed/<uuid:issue>.pdf", copies_views.filed_pdf, name="filed_pdf"),
    path("families/<str:family_ref>/", views.family, name="family"),
]
