"""People, families, who is related to whom, who lives where."""

from kinmap.families.models.family import Family, FamilyMember
from kinmap.families.models.kinship import ParentalResponsibility, Relationship
from kinmap.families.models.living import Address, Household, Residence
from kinmap.families.models.lock import RecordLock
from kinmap.families.models.name_key import NameKey
from kinmap.families.models.person import Person
from kinmap.families.models.school import SchoolPlace

__all__ = [
    "Address",
    "Family",
    "FamilyMember",
    "Household",
    "NameKey",
    "ParentalResponsibility",
    "Person",
    "RecordLock",
    "Relationship",
    "Residence",
    "SchoolPlace",
]
