"""A page of our own with every kind of field, for tests in a real browser."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import RequestContext, Template
from django.urls import include, path
from django_htmx.http import trigger_client_event

from kinmap.kit import answers, forms
from kinmap.kit.arrived import Kind

FORM = """
{% load kit %}
<form id="sample" method="post" action="/sample/" novalidate data-guard class="kit-measure"
      hx-post="/sample/" hx-target="this" hx-swap="outerHTML">
  {% csrf_token %}{{ form.hidden }}{{ form.error_summary }}
  {% for field in form.open_fields %}{{ field.as_field_group }}{% endfor %}
  {% button "Save" %}
</form>
"""
PAGE = """
{% extends "kit/base.html" %}{% load kit %}
{% block title %}A sample{% endblock %}
{% block before_content %}{% back_link "/elsewhere/" "Back" %}{% endblock %}
{% block content %}
  <h1 class="govuk-heading-l">A sample</h1>
  {% tabs tabs label="Family" %}
  {% notice "Not shown to the family yet" %}<p>Made about the family.</p>{% endnotice %}
  <div class="kit-grid">
    {% for column, words in columns %}
      <div class="kit-card" data-column="{{ column }}">
        <h2 class="kit-card__title">{% icon column %} {{ words }}</h2>
        {% said by="Mia, 6" %}I hide when the gate clicks.{% endsaid %}
        <div class="kit-row">
          <span class="kit-chip">Mia</span> {% tag "Early help" colour="green" %}
          {% for kind in kinds %}<span class="kit-badge kit-badge--{{ kind }}">{{ kind }}</span>{% endfor %}
        </div>
      </div>
    {% endfor %}
  </div>
  {% summary_list %}
    {% row "Name" href="#" change="name" %}Mia{% endrow %}{% row "Age" %}6{% endrow %}
  {% endsummary_list %}
  {% inset %}An inset.{% endinset %}{% warning "A warning." %}{% details "More" %}Words.{% enddetails %}
  <p class="kit-empty">Nothing yet.</p><button type="button" class="kit-button-quiet">{% icon "edit" %} Change</button>
  %s
{% endblock %}
"""
COLUMNS = [
    ("worries", "Worries"), ("working_well", "Working well"),
    ("needs_to_happen", "Needs to happen"), ("scale", "How safe is it?"),
]  # fmt: skip


class Sample(forms.WriteForm):
    """Every kind of field."""

    words = forms.TextAreaField(label="What happened?", hint="What could one have filmed?", count=True, longest=500)
    how = forms.RadiosField(
        label="How do you know?", choices=[("saw", "I saw it"), ("told", "I was told")], reveals={"told": ["who"]}
    )
    who = forms.TextField(label="Who told you?", required=False, width=20)
    day = forms.PartialDateField(label="When was it?", required=False)
    children = forms.ChildrenField(coerce=str)
    scale = forms.ScaleField(label="How safe is it?", low="Not safe tonight", high="We can close", required=False)
    team = forms.SelectField(label="Team", choices=[("n", "North")], required=False)
    secret = forms.PasswordField(label="Password", required=False)
    times = forms.NumberField(label="How many times?", suffix="times", required=False)
    file = forms.FileField(label="File", kinds=[Kind.TEXT], required=False)
    shown = forms.TickField(label="The family has seen this", hint="Today or before")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("children", [("k", "Kayla"), ("m", "Mia")])


#: What the next answers are to be: "ok", "broken", "signed out" or "done".
state = {"answer": "ok", "saved": []}


@login_not_required
def sample(request: HttpRequest) -> HttpResponse:
    """Shows the form; on POST does what ``state`` says."""
    form = Sample(request.POST or None)
    if request.method == "POST":
        if state["answer"] == "broken":
            return HttpResponse("broken", status=500)
        if state["answer"] == "signed out":
            return redirect("account_login")
        if state["answer"] == "done":
            return answers.done(request, "/sample/?done", said="Saved 10:43")
        if form.is_valid():
            state["saved"].append(form.cleaned_data["words"])
            response = drawn(request, Sample(), status=200)
            return trigger_client_event(response, "saved", {"at": "10:42"})
    return drawn(request, form, status=422 if request.method == "POST" else 200)


def drawn(request: HttpRequest, form: Sample, *, status: int) -> HttpResponse:
    source = FORM if answers.is_htmx(request) else PAGE.replace("%s", FORM)
    context = {
        "form": form, "columns": COLUMNS, "kinds": ["disputed", "unfinished", "hidden", "draft"],
        "tabs": [("Map", "/sample/", True), ("Plan", "/plan/", False)],
    }  # fmt: skip
    return HttpResponse(Template(source).render(RequestContext(request, context)), status=status)


urlpatterns = [path("sample/", sample), path("accounts/", include("kinmap.access.account_urls"))]
