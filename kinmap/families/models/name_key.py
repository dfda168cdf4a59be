"""Keys under which a person's name can be found although it is spelt a little differently."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from kinmap.families.names import keys_of
from kinmap.kit.labels import Label

if TYPE_CHECKING:
    from kinmap.families.models.person import Person


class NameKey(models.Model):
    """One key of one person's names.

    ``kind`` says how the key was made: the name itself, one letter left out, how it sounds
    (``kinmap.families.names``). Derived from the person and never shown, so it has no versions.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("families.Person", on_delete=models.CASCADE, related_name="name_keys")
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=100, db_index=True)

    privacy: ClassVar = {
        "id": Label.PLAIN,
        "person": Label.PLAIN,
        "kind": Label.PLAIN,
        "key": Label.PERSONAL,
    }

    @classmethod
    def renew(cls, person: "Person") -> None:
        """Make a person's keys anew from their names; whatever writes a name calls this (an import too)."""
        cls._default_manager.filter(person=person).delete()
        # In bulk, which rooms may not do elsewhere: keys are derived, they have no versions to skip.
        cls._default_manager.bulk_create(
            [
                cls(person=person, kind=key.kind, key=key.key)
                for key in keys_of(person.first_name, person.last_name, person.known_as, person.other_names)
            ]
        )
