"""Addresses of the desk and of search."""

from django.urls import path

from kinmap.desk import views
from kinmap.desk.search import views as search_views

app_name = "desk"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("kept/<uuid:kept_id>/", views.put_away, name="put_away"),
    path("search/", search_views.search, name="search"),
]
