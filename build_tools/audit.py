"""``make audit``: our own Python by bandit, pinned packages by pip-audit and npm, the running pages by wapiti.

What could not be checked is no pass: a package without vulnerability data, a tool that is not there and a scan whose
session had ended each make the command fail with a sentence. Findings of medium or above fail unless
``audit_explained.toml`` gives a reason. Every tool's report stays in ``.make/audit``.
"""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools.audit_scan import ATTACK, NotScanned, cut_short, scan
from build_tools.ground import LOGS, PYTHON, ROOT, digest, is_current, run_logged, say, stop
from build_tools.setup import node_and_npm

LOCK = ROOT / "requirements-audit.txt"
TOOLS = LOGS / "audit-tools"
REPORTS = LOGS / "audit"
EXPLAINED = ROOT / "build_tools" / "audit_explained.toml"
GRAVE = {"MEDIUM", "HIGH", "moderate", "high", "critical", "2", "3", "4"}


@dataclass(frozen=True)
class Finding:
    """What a tool found; ``grave``: medium or above."""

    tool: str
    check: str
    where: str
    says: str
    grave: bool = True

    def __str__(self) -> str:
        return f"{self.tool} {self.check} {self.where}: {self.says}"


@dataclass
class Audit:
    """Everything that was found, and what could not be checked."""

    findings: list[Finding] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def told(self, explanations: list[dict[str, str]]) -> Iterator[str]:
        """A line for each thing that keeps this from being a pass; none when it is one."""
        needed = set()
        for finding in self.findings:
            fits = [number for number, one in enumerate(explanations) if explains(one, finding)]
            needed.update(fits)
            if finding.grave and not fits:
                yield f"Found: {finding}"
        tools = {"bandit", *(finding.tool for finding in self.findings)}
        for number, one in enumerate(explanations):
            if number not in needed and one["tool"] in tools:
                yield f"Explained and not found any more: {one['tool']} {one['check']} {one['where']}. Take it out."
        yield from (f"Not checked: {sentence}" for sentence in self.unchecked)


def explains(one: dict[str, str], finding: Finding) -> bool:
    """Whether an explanation is about this finding."""
    told = (one["tool"], one["check"], one["where"])
    return told == (finding.tool, finding.check, finding.where) and one["says"] in finding.says


def our_own(audit: Audit) -> None:
    """bandit, as pyproject.toml configures it."""
    report = REPORTS / "bandit.json"
    _run("bandit", "-q", "-r", "kinmap", "-c", "pyproject.toml", "-f", "json", "-o", str(report))
    told = _read(report)
    if told is None:
        audit.unchecked.append("our own Python, because bandit did not finish; .make/audit-bandit.log says why.")
        return
    for one in told["results"]:
        line = (ROOT / one["filename"]).read_text(encoding="utf-8").splitlines()[one["line_number"] - 1].strip()
        grave = one["issue_severity"] in GRAVE
        audit.findings.append(Finding("bandit", one["test_id"], one["filename"].removeprefix("./"), line, grave))
    audit.unchecked += [f"{one['filename']} by bandit: {one['reason']}." for one in told["errors"]]


def python_packages(audit: Audit) -> None:
    """pip-audit on every lock; a package that it skips is not checked."""
    for lock in sorted(ROOT.glob("requirements*.txt")):
        report = REPORTS / f"pip-{lock.stem}.json"
        report.unlink(missing_ok=True)
        _run("pip-audit", "--disable-pip", "--require-hashes", "-r", str(lock), "-f", "json", "-o", str(report))
        told = _read(report)
        if told is None:
            audit.unchecked.append(f"the packages of {lock.name}, because pip-audit reached no vulnerability data.")
            continue
        packages = told["dependencies"]
        skipped = [one["name"] for one in packages if "skip_reason" in one]
        if skipped:
            audit.unchecked.append(
                f"{len(skipped)} of {len(packages)} packages of {lock.name}, because there is no vulnerability data "
                f"about them: {', '.join(skipped[:5])}{' …' if len(skipped) > 5 else ''}"
            )
        for one in packages:
            for hole in one.get("vulns", []):
                known = f"{one['name']} {one['version']}, mended in {', '.join(hole['fix_versions']) or 'nothing yet'}"
                audit.findings.append(Finding("pip-audit", hole["id"], lock.name, known))


def npm_packages(audit: Audit) -> None:
    """npm audit on the lock."""
    node, npm = node_and_npm()
    done = subprocess.run(
        [node, npm, "audit", "--json", "--package-lock-only", "--audit=true"], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    (REPORTS / "npm.json").write_text(done.stdout, encoding="utf-8")
    told = _read(REPORTS / "npm.json")
    if told is None or "vulnerabilities" not in told or "metadata" not in told:
        audit.unchecked.append("the npm packages of package-lock.json, because npm reached no vulnerability data.")
        return
    for name, one in told["vulnerabilities"].items():
        audit.findings.append(
            Finding("npm", name, "package-lock.json", f"{one['severity']}, {one['range']}", one["severity"] in GRAVE)
        )


def running_pages(audit: Audit) -> None:
    """wapiti against the demonstration, signed in."""
    try:
        found = scan(REPORTS)
    except NotScanned as reason:
        audit.unchecked.append(f"the running pages, because {reason}")
        return
    if cut := cut_short():
        audit.notes.append(f"Cut short after {ATTACK} minutes each, not everything tried: {', '.join(cut)} (wapiti).")
    for category, one in found:
        says = f"{one['method']} {one['path']} {one['parameter']}: {one['info']}"
        audit.findings.append(Finding("wapiti", "scan", category, says, str(one["level"]) in GRAVE))


def main() -> int:
    """Runs all of it; 1 when anything was found that nobody explained, or could not be checked."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    make_tools()
    audit = Audit()
    for name, part in (("our own Python", our_own), ("Python packages", python_packages),
                       ("npm packages", npm_packages), ("the running pages", running_pages)):  # fmt: skip
        say(f"Auditing {name} …")
        part(audit)
    lines = list(audit.told(tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))["explained"]))
    for line in [*lines, *audit.notes]:
        say(line)
    grave = sum(finding.grave for finding in audit.findings)
    say(f"{len(audit.findings)} findings, {grave} of medium or above; reports are in {REPORTS.relative_to(ROOT)}.")
    say(
        "The audit does not pass." if lines else "The audit passes: everything was checked, and nothing is unexplained."
    )
    return int(bool(lines))


def make_tools() -> None:
    """An environment of their own for the tools, from their lock."""
    wanted = digest([LOCK], sys.version)
    if is_current(TOOLS / "stamp", wanted):
        return
    say("Fetching the tools of the audit …")
    for name, command in (
        ("audit-venv", [sys.executable, "-m", "venv", "--clear", TOOLS]),
        ("audit-pip", [TOOLS / "bin" / "pip", "install", "--quiet", "--require-hashes", "-r", LOCK]),
    ):
        if run_logged(name, command) is not None:
            stop(f"The tools of the audit could not be fetched, so nothing was audited (details: .make/{name}.log).")
    (TOOLS / "stamp").write_text(wanted, encoding="ascii")


def _run(tool: str, *words: str) -> None:
    """Findings end a tool with 1, and so does trouble: what its report says is what counts."""
    run_logged(f"audit-{tool}", [TOOLS / "bin" / tool, *words])


def _read(report: Path) -> Any:
    try:
        return json.loads(report.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


if __name__ == "__main__":
    if not PYTHON.exists():
        stop("Run “make setup” first.")
    raise SystemExit(main())
