"""Addresses of misfiled words."""

from django.urls import path

from kinmap.casework.misfiled import views

ALL = "families/<str:family_ref>/misfiled/"
ONE = f"{ALL}<uuid:misfiled_id>/"

urlpatterns = [
    path(ALL, views.misfiled, name="misfiled"),
    path(f"{ALL}new/<slug:kind>/<uuid:item_id>/", views.report, name="report_misfiled"),
    path(ONE, views.one, name="misfiled_one"),
    path(f"{ONE}answer/", views.answer, name="answer_misfiled"),
    path(f"{ONE}take-back/", views.take_back, name="take_misfiled_back"),
]
