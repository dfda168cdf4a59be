import pytest
from datetime import timedelta
from decimal import Decimal
from django.utils import timezone
from kinmap.mapping.models import *
from kinmap.mapping.tests.larkin import larkin
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
def test_shots(open_browser, sign_in_browser, live_server):
    fam, hannah = larkin()
    scales = list(Scale.objects.all())
    r = Round.open(family=fam.family, scales=scales, held_on=timezone.localdate(), given_in="Nana’s kitchen table", by=hannah)
    home = f"{live_server.url}/families/{fam.ref}/statements/"
    for name, vp in (("wide", {"width":1280,"height":800}), ("phone", {"width":360,"height":740})):
        page = open_browser(viewport=vp)
        sign_in_browser(page, hannah)
        page.goto(home)
        page.screenshot(path=f"/tmp/k/statements/shots/{name}-sets.png", full_page=True)
        page.goto(home+"new/")
        page.screenshot(path=f"/tmp/k/statements/shots/{name}-new.png", full_page=True)
        page.goto(home+f"rounds/{r.pk}/gather/")
        page.screenshot(path=f"/tmp/k/statements/shots/{name}-gather.png", full_page=True)
        page.get_by_role("link", name="Kayla").click()
        page.screenshot(path=f"/tmp/k/statements/shots/{name}-number.png", full_page=True)
        page.goto(home+f"rounds/{r.pk}/show/")
        page.screenshot(path=f"/tmp/k/statements/shots/{name}-show.png", full_page=True)
        page.goto(home+"rounds/new/")
        page.screenshot(path=f"/tmp/k/statements/shots/{name}-round-new.png", full_page=True)
