"""Addresses of the live room."""

from django.urls import path

from kinmap.live import views

app_name = "live"

urlpatterns = [path("accounts/again/", views.again, name="again")]
