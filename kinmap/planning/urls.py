"""Addresses of the plan."""

from django.urls import path

from kinmap.planning import views

app_name = "planning"

HERE = "families/<str:family_ref>/plan/"
PLAN = f"{HERE}<uuid:plan_id>/"
ITEM = f"{HERE}<slug:kind>/<uuid:item_id>/"

urlpatterns = [
    path(HERE, views.show, name="plan"),
    path(f"{HERE}ended/", views.ended, name="ended"),
    path(f"{HERE}begin/", views.begin, name="begin"),
    path(f"{HERE}versions/<uuid:version_id>/", views.version, name="version"),
    path(f"{HERE}actions/<uuid:item_id>/done/", views.done, name="done"),
    path(f"{PLAN}change/", views.change, name="change"),
    path(f"{PLAN}fix/", views.fix, name="fix"),
    path(f"{PLAN}agree/", views.agree, name="agree"),
    path(f"{PLAN}end/", views.end, name="end"),
    path(f"{PLAN}add/<slug:kind>/", views.add_item, name="add_item"),
    path(ITEM, views.item, name="item"),
    path(f"{ITEM}withdraw/", views.withdraw, name="withdraw"),
]
