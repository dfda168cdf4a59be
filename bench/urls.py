"""Every address of Kinmap, the bare views, and the peer."""

from django.urls import include, path

from bench import bare
from bench.peer import peer

urlpatterns = [
    path("bench/map/<str:family_ref>/", bare.ready_map),
    path("bench/unseen-map/<str:family_ref>/", bare.unseen_map),
    path("bench/insert/<str:family_ref>/", bare.insert),
    path("bench/families/", bare.families),
    path("bench/prefix/", bare.prefix),
    path("bench/desk-list/", bare.desk_list),
    path("bench/admin/", peer.urls),
    path("", include("kinmap.config.urls")),
]
