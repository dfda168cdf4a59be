"""A household and its address, written together and kept apart."""

from typing import Any

from kinmap.access.models import User
from kinmap.access.reader import Reader
from kinmap.casework.people.forms import HouseholdForm
from kinmap.families.models import Address, Family, Household


def household_found(household_id: Any, *, reader: Reader) -> Household:
    """A household that this reader may see; ``Http404`` otherwise."""
    household: Household = Household.objects.select_related("address").found(household_id, reader=reader)
    return household


def open_household(family: Family, form: HouseholdForm, *, by: User) -> Household:
    """A new household, with an address when one was typed."""
    return Household.open(family=family, name=form.cleaned_data["name"], by=by, address=_address(family, form, by=by))


def rewrite_household(household: Household, form: HouseholdForm, *, by: User) -> Household:
    """Correct a household and the address behind it, each by its own version."""
    typed = form.cleaned_data
    if form.known is None:
        address = _address(household.family, form, by=by)
    else:
        held = Address.objects.select_for_update().get(pk=form.known.pk)
        address = held.correct(
            **form.place(), by=by, version=typed["address_version"] or 0, family_id=household.family_id
        )
    return household.describe(name=typed["name"], address=address, by=by, version=typed["version"] or 0)


def _address(family: Family, form: HouseholdForm, *, by: User) -> Address | None:
    if not form.cleaned_data["address"]:
        return None
    return Address.write(**form.place(), by=by, family_id=family.pk)
