"""The result of another tool."""

from typing import Any

from django.utils import timezone

from kinmap.access.sharing import Sharing
from kinmap.assessment.forms.about import AboutForm
from kinmap.assessment.models import ToolResult
from kinmap.kit import forms
from kinmap.kit.arrived import PAPERS


class ToolForm(AboutForm):
    """What another tool said, as it says it, with the paper itself if there is one."""

    own = ("tool", "tool_name", "edition", "on", "level", "done_by", "summary")
    starts_at = Sharing.PROFESSIONALS

    tool = forms.RadiosField(
        label="Which tool?", choices=ToolResult.Tool.choices, reveals={ToolResult.Tool.OTHER: ["tool_name"]},
        small=True, missing="Choose which tool",
    )  # fmt: skip
    tool_name = forms.TextField(label="What is it called?", longest=120, width=20, required=False, mark=False)
    edition = forms.TextField(label="Version of the tool", longest=60, width=10, required=False)
    on = forms.DateField(label="Filled in on", past=True, initial=timezone.localdate)
    done_by = forms.TextField(label="Who filled it in?", width=30, missing="Enter who filled it in")
    level_said = forms.TextField(
        label="Score or level, as the tool says it", width=20, required=False,
        hint="For example “grade 4 in physical care”. It is never added up or set against another number.",
    )  # fmt: skip
    summary = forms.TextAreaField(label="What does it say?", rows=4, required=False)
    file = forms.FileField(
        label="The filled-in form", kinds=PAPERS, required=False,
        hint="PDF, PNG, JPEG, DOCX, ODT or plain text, up to 10 MB. "
        "A picture is kept without the place where it was taken.",
    )  # fmt: skip

    def __init__(self, *args: Any, row: ToolResult | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row is not None:
            self.fields["level_said"].initial = row.level
            if row.attachment_id:
                self.fields["file"].label = "Put another file in place of the one that is there"

    def clean(self) -> dict[str, Any]:
        """Another tool has a name."""
        cleaned = super().clean()
        if cleaned.get("tool") == ToolResult.Tool.OTHER and not cleaned.get("tool_name"):
            self.add_error("tool_name", "Enter what the tool is called")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What ``ToolResult.write`` and ``change`` want."""
        said = {name: self.cleaned_data[name] for name in self.own if name != "level"}
        file = self.cleaned_data.get("file")
        name = file.name if file is not None else ""
        more = {"level": self.cleaned_data["level_said"], "file": file, "file_name": name}
        return said | more | {"children": self.about()}
