"""Addresses of a family's pages that casework itself keeps."""

from django.urls import path

from kinmap.casework import views

app_name = "casework"

urlpatterns = [
    path("families/<str:family_ref>/", views.family, name="family"),
]
