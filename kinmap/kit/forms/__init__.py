"""Forms and fields in GOV.UK Frontend's markup.

A room says what it asks; the kit draws label, hint, message and box so that every page behaves the
same for a screen reader, on a phone and without a script.
"""

from kinmap.kit.forms.choices import (
    CheckboxesField,
    ChildrenField,
    RadiosField,
    ScaleField,
    SelectField,
)
from kinmap.kit.forms.days import DateField, PartialDateField
from kinmap.kit.forms.files import FileField
from kinmap.kit.forms.hidden import HiddenField
from kinmap.kit.forms.problems import error_summary
from kinmap.kit.forms.renderer import KitBoundField, KitRenderer
from kinmap.kit.forms.text import (
    EmailField,
    NumberField,
    PasswordField,
    TextAreaField,
    TextField,
    TickField,
)
from kinmap.kit.forms.words import clean_words
from kinmap.kit.forms.writing import KitForm, WriteForm

__all__ = [
    "CheckboxesField",
    "ChildrenField",
    "DateField",
    "EmailField",
    "FileField",
    "HiddenField",
    "KitBoundField",
    "KitForm",
    "KitRenderer",
    "NumberField",
    "PartialDateField",
    "PasswordField",
    "RadiosField",
    "ScaleField",
    "SelectField",
    "TextAreaField",
    "TextField",
    "TickField",
    "WriteForm",
    "clean_words",
    "error_summary",
]
