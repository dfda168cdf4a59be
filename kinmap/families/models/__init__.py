"""People, families, who is related to whom, who lives where."""

from kinmap.families.models.family import Family, FamilyMember
from kinmap.families.models.kinship import ParentalResponsibility, Relationship
from kinmap.families.models.living import Address, Household, Residence, SchoolPlace
from kinmap.families.models.person import NameKey, Person

__all__ = [
    "Address",
    "Family",
    "FamilyMember",
    "Household",
    "NameKey",
    "ParentalResponsibility",
    "Person",
    "Relationship",
    "Residence",
    "SchoolPlace",
]
