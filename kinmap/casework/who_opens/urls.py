"""Addresses of who may open a family."""

from django.urls import path

from kinmap.casework.who_opens import views

ACCESS = "families/<str:family_ref>/access/"

urlpatterns = [
    path(ACCESS, views.access, name="access"),
    path(f"{ACCESS}give/", views.find_account, name="find_account"),
    path(f"{ACCESS}give/<uuid:user_id>/", views.give, name="give_access"),
    path(f"{ACCESS}grants/<uuid:grant_id>/end/", views.end_grant, name="end_grant"),
    path(f"{ACCESS}lock/", views.lock, name="lock"),
    path(f"{ACCESS}lock/<uuid:lock_id>/end/", views.unlock, name="unlock"),
]
