"""What is asked about people, kinship and living: forms that need no door."""

from kinmap.families.forms.kinship import RelationshipForm, ResponsibilityForm
from kinmap.families.forms.living import EndForm, StayForm
from kinmap.families.forms.person import ChildForm, GrownUpForm, PersonForm, ProfessionalForm, form_for

__all__ = [
    "ChildForm",
    "EndForm",
    "GrownUpForm",
    "PersonForm",
    "ProfessionalForm",
    "RelationshipForm",
    "ResponsibilityForm",
    "StayForm",
    "form_for",
]
