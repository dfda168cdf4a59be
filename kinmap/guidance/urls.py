"""Addresses of guidance."""

from django.urls import path

from kinmap.guidance import views

app_name = "guidance"

HERE = "guidance/"
OWN = f"{HERE}own/"
ONE = f"{OWN}<str:kind>/<uuid:own_id>/"

urlpatterns = [
    path(HERE, views.index, name="index"),
    path(f"{HERE}questions/", views.questions, name="questions"),
    path(f"{HERE}pages/<uuid:page_id>/", views.own_page, name="own_page"),
    path(OWN, views.own, name="own"),
    path(f"{OWN}changes/", views.changed, name="changes"),
    path(f"{OWN}<str:kind>/new/", views.add, name="add"),
    path(ONE, views.change, name="change"),
    path(f"{ONE}withdraw/", views.withdraw, name="withdraw"),
    path(f"{ONE}bring-back/", views.bring_back, name="bring_back"),
    path(f"{HERE}<slug:slug>/", views.page, name="page"),  # last: whatever is none of the above
]
