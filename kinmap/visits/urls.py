"""Addresses of visits."""

from django.urls import path

from kinmap.visits import views

app_name = "visits"

HERE = "families/<str:family_ref>/visits/"
VISIT = f"{HERE}<uuid:visit_id>/"

urlpatterns = [
    path(HERE, views.visits, name="visits"),
    path(f"{HERE}plan/", views.plan, name="plan"),
    path(f"{HERE}write/", views.write_new, name="write_new"),
    path(VISIT, views.visit, name="visit"),
    path(f"{VISIT}plan/", views.change_plan, name="change_plan"),
    path(f"{VISIT}write/", views.write_up, name="write_up"),
    path(f"{VISIT}made/", views.made, name="made"),
    path(f"{VISIT}called-off/", views.call_off, name="call_off"),
    path(f"{VISIT}place/", views.place, name="place"),
    path(f"{HERE}children/<uuid:part_id>/words/", views.add_words, name="add_words"),
    path(f"{HERE}words/<uuid:said_id>/", views.change_words, name="change_words"),
]
