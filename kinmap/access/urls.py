"""Addresses of the access room."""

from django.urls import path

from kinmap.access import views

app_name = "access"

urlpatterns = [
    path("accounts/demonstration/<uuid:user_id>/", views.demonstration_sign_in, name="demonstration_sign_in"),
]
