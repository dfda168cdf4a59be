"""The list of what is wrong at the top of a page."""

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


def error_summary(*asked: forms.BaseForm) -> SafeString:
    """GOV.UK's error summary for one form or several; an empty string when nothing is wrong."""
    problems: list[dict[str, str]] = []
    for form in asked:
        problems += [{"text": str(text), "href": ""} for text in form.non_field_errors()]
        for field in form:
            if not field.errors:
                continue
            first = "" if field.is_hidden else getattr(field, "first_id", field.auto_id)
            problems += [{"text": str(text), "href": f"#{first}" if first else ""} for text in field.errors]
    if not problems:
        return mark_safe("")
    return render_to_string("kit/components/error_summary.html", {"problems": problems})
