"""The peer that anyone can install: Django's admin on the same models, as it comes, asking no permissions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse

from kinmap.casework.models import Allocation, Involvement, TimelineEvent
from kinmap.families.models import Family, FamilyMember
from kinmap.kit.dates import plain_date
from kinmap.mapping.models import Entry


class Peer(admin.AdminSite):
    """Open to everybody who is signed in: rights cost it nothing."""

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated


class Open(admin.ModelAdmin):  # type: ignore[type-arg]
    """Everything is permitted without asking the database."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_view_permission = has_change_permission

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True


class FamilyPeer(Open):
    """Fifty families on a page, columns of their own row alone: the least that a list can show."""

    list_display = ("ref", "name", "version", "recorded_at", "recorded_by_name")
    list_per_page = 50


class FamilyAsOnTheDesk(Family):
    """The same families, for a list with the desk's columns."""

    class Meta:
        proxy = True
        app_label = "families"
        verbose_name_plural = "families as on the desk"


class FullFamilyPeer(Open):
    """Fifty families with the desk's columns, everything beside the row fetched ahead: admin at its best."""

    list_display = ("ref", "name", "children", "others", "newest")
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        children = FamilyMember.objects.filter(role=FamilyMember.Role.CHILD).select_related("person")
        working = Allocation.objects.filter(ended__isnull=True).select_related("worker")
        ahead = (
            Prefetch("members", children.order_by("person__born"), to_attr="young"),
            Prefetch("involvements", Involvement.objects.filter(ended__isnull=True), to_attr="stages"),
            Prefetch("allocations", working, to_attr="working"),
            Prefetch("timeline", TimelineEvent.objects.order_by("on"), to_attr="told"),
        )
        rows: QuerySet[Any] = super().get_queryset(request).prefetch_related(*ahead)
        return rows

    def children(self, family: Any) -> str:
        stages = {stage.child_id: stage.get_stage_display() for stage in family.stages}
        return ", ".join(f"{one.person.called} ({stages.get(one.person_id, '')})" for one in family.young)

    def others(self, family: Any) -> str:
        return ", ".join(dict.fromkeys(f"{one.worker.name} ({one.get_part_display()})" for one in family.working))

    def newest(self, family: Any) -> str:
        return f"{plain_date(family.told[-1].on)} {family.told[-1].text}" if family.told else ""


class EntryPeerForm(forms.ModelForm):  # type: ignore[type-arg]
    """The same facts as the box under a heading; the set of children has no field in forms of its own."""

    children = forms.CharField()

    class Meta:
        model = Entry
        fields = ("family", "category", "text", "children", "sharing", "source", "date_precision", "status", "parts")


class EntryPeer(Open):
    """Creating one entry. The row's version is written by the same library as in Kinmap."""

    form = EntryPeerForm
    raw_id_fields = ("family",)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """As it comes, with the status that the others answer."""
        response = super().response_add(request, obj, post_url_continue)
        if response.status_code == 302:
            response.status_code = 303
        return response


peer = Peer(name="peer")
peer.register(Family, FamilyPeer)
peer.register(FamilyAsOnTheDesk, FullFamilyPeer)
peer.register(Entry, EntryPeer)
