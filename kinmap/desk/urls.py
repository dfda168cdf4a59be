"""Addresses of the desk and of search."""

from django.urls import path

from kinmap.desk import views
from kinmap.desk.drafts import views as draft_views
from kinmap.desk.search import views as search_views

app_name = "desk"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("kept/<uuid:kept_id>/", views.put_away, name="put_away"),
    path("drafts/", draft_views.drafts, name="drafts"),
    path("drafts/keep/", draft_views.keep, name="keep_draft"),
    path("drafts/waiting/", draft_views.lying_here, name="waiting_drafts"),
    path("drafts/<uuid:draft_id>/", draft_views.draft, name="draft"),
    path("drafts/<uuid:draft_id>/throw-away/", draft_views.throw_away, name="throw_away"),
    path("drafts/<uuid:draft_id>/bring-back/", draft_views.bring_back, name="bring_back"),
    path("search/", search_views.search, name="search"),
]
