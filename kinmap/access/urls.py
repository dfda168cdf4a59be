"""Addresses of the access room."""

from django.urls import path

from kinmap.access import views
from kinmap.access.sign_on import views as sign_on

app_name = "access"

urlpatterns = [
    path("accounts/demonstration/<uuid:user_id>/", views.demonstration_sign_in, name="demonstration_sign_in"),
    path("accounts/council/", sign_on.begin, name="sign_on"),
    path("accounts/council/back/", sign_on.back, name="sign_on_back"),
    path("accounts/still-there/", views.still, name="still"),
    path("accounts/sessions/", views.sessions, name="sessions"),
    path("accounts/sessions/others/", views.end_others, name="end_others"),
    path("accounts/sessions/<uuid:session_id>/", views.end_session, name="end_session"),
    path("accounts/second-step/passkey/<int:key_id>/remove/", views.remove_passkey, name="remove_passkey"),
]
