"""Which child's visits."""

from uuid import UUID

from django.http import HttpRequest

from kinmap.kit import forms


class OneChildForm(forms.KitForm):
    """Everybody's visits, or those to one child."""

    child = forms.SelectField(label="Show visits to", coerce=UUID, required=False, blank="All children", mark=False)


def one_child(request: HttpRequest, children: list[tuple[UUID, str]]) -> tuple[OneChildForm, UUID | None]:
    """The form and the child it names; nobody when it names none of these children."""
    form = OneChildForm(request.GET if "child" in request.GET else None)
    form.offer("child", children)
    child: UUID | None = form.cleaned_data["child"] if form.is_valid() else None
    return form, child
