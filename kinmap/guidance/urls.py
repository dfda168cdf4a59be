"""Addresses of guidance."""

from django.urls import path

from kinmap.guidance import views
from kinmap.guidance.plain import views as plain
from kinmap.guidance.prompts import views as prompts

app_name = "guidance"

HERE = "guidance/"
OWN = f"{HERE}own/"
WORDS = f"{HERE}words/"
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
    path(WORDS, plain.words, name="words"),
    path(f"{WORDS}add/", plain.add_word, name="add_word"),
    path(f"{WORDS}<slug:code>/", plain.word, name="word"),
    path(f"{WORDS}<slug:code>/withdraw/", plain.withdraw_word, name="withdraw_word"),
    path(f"{WORDS}<slug:code>/bring-back/", plain.bring_back_word, name="bring_back_word"),
    path(f"{HERE}prompts/", prompts.prompts, name="prompts"),
    path(f"{HERE}<slug:slug>/", views.page, name="page"),  # last: whatever is none of the above
]
