"""The way back to where a form came from leads to a page of ours, and nowhere else."""

import pytest
from django.test import RequestFactory

from kinmap.live.whence import came_from


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/families/T00001/map/?child=1", "/families/T00001/map/?child=1"),
        ("http://testserver//elsewhere.example/sign-in", "/elsewhere.example/sign-in"),
        ("https://elsewhere.example/sign-in", "/"),
        ("", "/"),
    ],
)
def test_going_back_never_leaves_this_site(referer: str, back: str) -> None:
    assert came_from(RequestFactory().post("/", headers={"Referer": referer})) == back
