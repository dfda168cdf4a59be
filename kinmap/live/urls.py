"""Addresses of the live room."""

from django.urls import path

from kinmap.live import proving, views

app_name = "live"

urlpatterns = [
    path("accounts/again/", views.again, name="again"),
    path("accounts/prove/", proving.prove, name="prove"),
]
