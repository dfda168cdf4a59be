"""Addresses of group mapping. A session has its own, because not everybody with a seat works with its family."""

from django.urls import path

from kinmap.supervision import views

app_name = "supervision"

OF_FAMILY = "families/<str:family_ref>/group-mapping/"
HERE = "group-mapping/<uuid:session_id>/"

urlpatterns = [
    path(OF_FAMILY, views.sessions, name="sessions"),
    path(f"{OF_FAMILY}begin/", views.begin, name="begin"),
    path(f"{OF_FAMILY}drafts/<uuid:draft_id>/adopt/", views.adopt, name="adopt"),
    path(HERE, views.session, name="session"),
    path(f"{HERE}bring-in/", views.find, name="find"),
    path(f"{HERE}bring-in/<uuid:user_id>/", views.bring_in, name="bring_in"),
    path(f"{HERE}turns/", views.ask_for, name="ask_for"),
    path(f"{HERE}turns/<uuid:turn_id>/draft/", views.write, name="write"),
    path(f"{HERE}turns/<uuid:turn_id>/read/", views.read_together, name="read_together"),
    path(f"{HERE}drafts/<uuid:draft_id>/choose/", views.choose, name="choose"),
    path(f"{HERE}close/", views.close, name="close"),
]
