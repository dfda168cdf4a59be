"""How prompts are used, for practice leads: counts only, small ones left out."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kinmap.access.permissions import Permission
from kinmap.guidance.doors import open_guidance
from kinmap.guidance.prompts.counting import in_use
from kinmap.guidance.prompts.forms import PromptSettingForm
from kinmap.guidance.prompts.models import PromptSetting
from kinmap.kit import answers
from kinmap.kit.dates import clock
from kinmap.live.once import once


@require_http_methods(["GET", "POST"])
def prompts(request: HttpRequest) -> HttpResponse:
    """How often each kind is shown, taken up and waved away in twelve months, and what the council sets."""
    user = open_guidance(request, to=Permission.SETTINGS)
    form = PromptSettingForm(request.POST if request.method == "POST" else None, setting=PromptSetting.today())
    if not form.is_valid():
        first = _a_year_ago(timezone.localdate())
        told = {"form": form, "headings": in_use(first), "since": first}
        return answers.page(request, "guidance/prompts.html", told, status=422 if form.is_bound else 200)
    with once(request, form, where="What is set about prompts") as is_first:
        if is_first:
            asked = form.cleaned_data
            PromptSetting.change(weeks=asked["weeks"], version=asked["version"], by=user)
    return answers.done(request, reverse("guidance:prompts"), said=f"Saved {clock(timezone.now())}")


def _a_year_ago(today: date) -> date:
    """The first of the month, eleven months before this one: twelve months with this one."""
    months = today.year * 12 + today.month - 12
    return date(months // 12, months % 12 + 1, 1)
