"""``make audit``: what could not be checked is no pass, and neither is what nobody explained."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from build_tools import audit
from build_tools.audit import Audit, Finding

ROOT = Path(__file__).resolve().parent.parent
WHY = {"tool": "bandit", "check": "B608", "where": "kinmap/kit/among.py", "says": "json_each", "reason": "x"}


def finding(**differently: Any) -> Finding:
    told = {"tool": "bandit", "check": "B608", "where": "kinmap/kit/among.py", "says": "IN (SELECT json_each"}
    return Finding(**{**told, **differently})


def test_nothing_found_and_all_checked_is_a_pass() -> None:
    assert list(Audit().told([])) == []
    assert list(Audit([finding(grave=False)]).told([])) == []


def test_what_nobody_explained_is_no_pass() -> None:
    assert list(Audit([finding()]).told([])) == ["Found: bandit B608 kinmap/kit/among.py: IN (SELECT json_each"]
    assert list(Audit([finding()]).told([WHY])) == []
    for other in ({"check": "B703"}, {"where": "kinmap/kit/rows.py"}, {"says": "SELECT name"}, {"tool": "wapiti"}):
        assert any(line.startswith("Found: ") for line in Audit([finding(**other)]).told([WHY]))


def test_an_explanation_of_nothing_is_no_pass() -> None:
    assert list(Audit().told([WHY])) == [
        "Explained and not found any more: bandit B608 kinmap/kit/among.py. Take it out."
    ]


def test_what_could_not_be_checked_is_no_pass() -> None:
    assert list(Audit(unchecked=["x, because y."]).told([])) == ["Not checked: x, because y."]


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(audit, "REPORTS", tmp_path)
    return tmp_path


def test_a_package_without_vulnerability_data_is_not_checked(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"dependencies": [
        {"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"},
        {"name": "c", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]},
    ]}  # fmt: skip

    def run(tool: str, *words: str) -> None:
        Path(words[-1]).write_text(json.dumps(told), encoding="utf-8")

    monkeypatch.setattr(audit, "_run", run)
    found = Audit()
    audit.python_packages(found)
    assert len(found.unchecked) == len(list(ROOT.glob("requirements*.txt"))) == 4
    assert found.unchecked[0].startswith("1 of 3 packages of requirements-audit.txt, because there is no vulnerability")
    assert str(found.findings[0]) == "pip-audit CVE-1 requirements-audit.txt: c 2, mended in 3"


def test_a_tool_that_says_nothing_has_checked_nothing(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_run", lambda tool, *words: None)
    found = Audit()
    audit.our_own(found)
    audit.python_packages(found)
    assert len(found.unchecked) == 5
    assert all("because" in sentence for sentence in found.unchecked)


def test_a_scan_that_did_not_happen_has_checked_nothing(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scan(place: Path) -> Any:
        raise audit.NotScanned("its session had ended before the scan did.")

    monkeypatch.setattr(audit, "scan", scan)
    found = Audit()
    audit.running_pages(found)
    assert found.unchecked == ["the running pages, because its session had ended before the scan did."]


def test_every_explanation_has_a_reason_and_points_at_a_line_that_is_there() -> None:
    told = tomllib.loads((ROOT / "build_tools" / "audit_explained.toml").read_text(encoding="utf-8"))["explained"]
    for one in told:
        assert one["reason"].endswith(".")
        if one["tool"] == "bandit":
            assert one["says"] in (ROOT / one["where"]).read_text(encoding="utf-8")
