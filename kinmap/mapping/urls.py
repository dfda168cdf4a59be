"""Addresses of the map."""

from django.urls import path

from kinmap.mapping import views

app_name = "mapping"

HERE = "families/<str:family_ref>/map/"
ENTRY = f"{HERE}entries/<uuid:entry_id>/"

urlpatterns = [
    path(HERE, views.show, name="map"),
    path(f"{HERE}shared/", views.shared, name="shared"),
    path(f"{HERE}withdrawn/", views.withdrawn, name="withdrawn"),
    path(f"{HERE}entries/", views.entries, name="entries"),
    path(f"{HERE}entries/more/", views.say_more, name="say_more"),
    path(ENTRY, views.entry, name="entry"),
    path(f"{ENTRY}card/", views.card, name="card"),
    path(f"{ENTRY}as-you-go/", views.as_you_go, name="as_you_go"),
    path(f"{ENTRY}more/", views.acts, name="acts"),
    path(f"{ENTRY}move/", views.move, name="move"),
    path(f"{ENTRY}withdraw/", views.withdraw, name="withdraw"),
    path(f"{ENTRY}bring-back/", views.bring_back, name="bring_back"),
    path(f"{ENTRY}other-view/", views.dispute, name="dispute"),
    path(f"{ENTRY}link/", views.link, name="link"),
    path(f"{ENTRY}wording/", views.wording, name="wording"),
    path(f"{ENTRY}versions/", views.versions, name="versions"),
]
