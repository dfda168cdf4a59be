"""Addresses of emergency openings."""

from django.urls import path

from kinmap.casework.emergency import views

urlpatterns = [
    path("openings/", views.openings, name="openings"),
    path("openings/new/<str:asked>/", views.break_glass, name="break_glass"),
    path("openings/<uuid:opening_id>/", views.opening, name="opening"),
    path("openings/<uuid:opening_id>/close/", views.close, name="close_opening"),
]
