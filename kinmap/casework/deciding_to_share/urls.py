"""Addresses of decisions about sharing."""

from django.urls import path

from kinmap.casework.deciding_to_share import bases_views, views

ALL = "families/<str:family_ref>/sharing/"
ONE = f"{ALL}<uuid:decision_id>/"

urlpatterns = [
    path("settings/sharing/", bases_views.bases, name="sharing_bases"),
    path("settings/sharing/<slug:code>/", bases_views.basis, name="sharing_basis"),
    path(ALL, views.sharing, name="sharing"),
    path(f"{ALL}new/", views.decide, name="decide_sharing"),
    path(ONE, views.decision, name="decision"),
    path(f"{ONE}put-right/", views.put_right, name="put_decision_right"),
    path(f"{ONE}withdraw/", views.withdraw, name="withdraw_decision"),
]
