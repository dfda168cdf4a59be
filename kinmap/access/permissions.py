"""What a role lets a person do. Whose records they may do it to is casework's question."""

from django.db import models


class Permission(models.TextChoices):
    """One act, named as the practice names it."""

    FAMILY_READ = "family_read", "Read a family's record"
    FAMILY_EDIT = "family_edit", "Change people, households and stages"
    FAMILY_CREATE = "family_create", "Open a new family"
    ALLOCATE = "allocate", "Say who works with a child"
    MAP_READ = "map_read", "Read the map"
    MAP_EDIT = "map_edit", "Write on the map"
    JUDGE = "judge", "Gather and show numbers on a scale"
    PLAN_READ = "plan_read", "Read the plan"
    PLAN_EDIT = "plan_edit", "Write the plan"
    PRINT = "print", "Prepare a copy"
    HAND_OVER = "hand_over", "Hand a copy over"
    EXPORT = "export", "Export a family"
    IMPORT = "import", "Import a family"
    SEARCH = "search", "Search for a person"
    TAKE_CONTACT = "take_contact", "Take contacts and decide what happens"
    ASSESS_READ = "assess_read", "Read referrals and assessments"
    ASSESS_EDIT = "assess_edit", "Write referrals and assessments"
    AUTHORISE = "authorise", "Authorise assessments, closures and transfers"
    VISIT_READ = "visit_read", "Read visits"
    VISIT_EDIT = "visit_edit", "Plan and write up visits"
    GROUP_MAP = "group_map", "Take part in group mapping"
    JOIN = "join", "Join records that are one"
    READ_TRAIL = "read_trail", "Read who looked at what"
    SETTINGS = "settings", "Change labels and settings"
