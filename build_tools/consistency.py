"""The house rules that no other linter knows. Each finding is one line: where, what, and what to do instead."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools.ground import ROOT

LONGEST = 400  # lines of a file
VIEW_LONGEST = 25  # lines of a view
WRITTEN = {".py", ".ts", ".html", ".scss", ".typ"}
NO_HOME = {"services", "utils", "helpers", "managers", "common", "misc", "selectors", "repositories", "signals", "base"}
#: Rows derived from others, without versions to skip, may be written in bulk.
DERIVED = {"kinmap/families/models/name_key.py"}
#: Said in pieces, so that this file does not find itself.
UNFINISHED = re.compile(
    "|".join([r"\bTO" + "DO\\b", r"\bFIX" + "ME\\b", r"\bXX" + "X\\b", "coming" + " soon"]), re.IGNORECASE
)
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.(org|com)", "--index-url", "--find-links"])
)
LOCKS = [
    "requirements.txt", "requirements-build.txt", "requirements-dev.txt", "requirements-audit.txt", "package-lock.json",
    ".npmrc",
]  # fmt: skip
INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json)", re.IGNORECASE)
THIRD_PARTY = re.compile(r"\b(?:src|href)\s*=\s*[\"'](?:https?:)?//(?!www\.w3\.org)", re.IGNORECASE)
TEMPLATE_NAME = re.compile(r"[\"']([\w/-]+\.(?:html|txt))(?:#[\w-]+)?[\"']")
PARTIAL = re.compile(r"\{%\s*partialdef\s+([\w-]+)(\s+inline)?")


def committed() -> list[Path]:
    """Files that are, or are about to be, part of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in sorted(listed.split("\0")) if name and (ROOT / name).is_file()]


def findings(files: list[Path]) -> Iterator[str]:
    """Every breach of a house rule."""
    for file in files:
        where = file.relative_to(ROOT)
        if file.suffix not in WRITTEN:
            continue
        text = file.read_text(encoding="utf-8")
        yield from about_any_file(where, text)
        if file.suffix == ".html":
            yield from about_a_template(where, text)
        if file.suffix == ".py" and where.parts[0] == "kinmap" and "migrations" not in where.parts:
            yield from about_python(where, text)
    yield from about_locks()
    yield from unused_templates(files)


def about_any_file(where: Path, text: str) -> Iterator[str]:
    """Length, name, nothing half done."""
    lines = text.count("\n")
    # Migrations are generated, and a room's first one is as long as its nouns: dividing it would help no reader.
    if lines > LONGEST and "migrations" not in where.parts:
        yield f"{where}: {lines} lines; divide it by noun or by act, at most {LONGEST}."
    if where.stem in NO_HOME and where.suffix in {".py", ".ts"}:
        yield f"{where}: a file called “{where.stem}” collects what has no home; name it for what it does."
    for number, line in enumerate(text.splitlines(), 1):
        if found := UNFINISHED.search(line):
            yield f"{where}:{number}: “{found[0]}”; finish it, or leave it out and open an issue."


def about_a_template(where: Path, text: str) -> Iterator[str]:
    """What the content security policy would refuse."""
    for number, line in enumerate(text.splitlines(), 1):
        if INLINE.search(line):
            yield f"{where}:{number}: inline style or script; use a class, or a data- attribute and a script."
        if SCRIPT.search(line):
            yield f"{where}:{number}: inline script; put it into a module under scripts/."
        if THIRD_PARTY.search(line) and "<a " not in line:
            yield f"{where}:{number}: a request to somebody else's server; bring the file here through a package."


def about_python(where: Path, text: str) -> Iterator[str]:
    """Doors in views; versions of every write."""
    tree = ast.parse(text)
    is_test = "tests" in where.parts
    is_view = where.stem == "views" or where.stem.endswith("_views") or "views" in where.parts
    for node in ast.walk(tree):
        if not is_test and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from about_a_call(where, node.func, node.lineno)
        if is_view and not is_test:
            yield from about_a_view(where, node)


def about_a_call(where: Path, called: ast.Attribute, line: int) -> Iterator[str]:
    """Bulk writes skip the history of a row."""
    if called.attr in {"bulk_create", "bulk_update"} and where.as_posix() not in DERIVED:
        yield f"{where}:{line}: {called.attr}() skips versions; keep each row by its verb."
    if called.attr == "update" and _is_queryset(called.value):
        yield f"{where}:{line}: update() on a queryset skips versions; change each row by its verb."


def _is_queryset(value: ast.expr) -> bool:
    """Whether this expression reads like a queryset: ``.objects`` or a queryset's method stands in it."""
    asks = {"objects", "filter", "exclude", "all", "readable_by", "order_by", "select_for_update"}
    return any(isinstance(part, ast.Attribute) and part.attr in asks for part in ast.walk(value))


def about_a_view(where: Path, node: ast.AST) -> Iterator[str]:
    """A view begins with a door, and is short."""
    if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
        yield f"{where}:{node.lineno}: .{node.attr} in a view; begin with a door and ask the noun it opened."
    if isinstance(node, ast.Name) and node.id in {"get_object_or_404", "get_list_or_404"}:
        yield f"{where}:{node.lineno}: {node.id} in a view; begin with a door."
    if isinstance(node, ast.ClassDef):
        yield f"{where}:{node.lineno}: class {node.name} in a view's file; a view is a function, a form lives in forms."
    if isinstance(node, ast.FunctionDef) and node.end_lineno:
        first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
        if (lines := node.end_lineno - first.lineno + 1) > VIEW_LONGEST:
            yield f"{where}:{node.lineno}: {node.name} has {lines} lines; door, form, verb, answer: {VIEW_LONGEST}."


def about_locks() -> Iterator[str]:
    """Locks name packages and hashes, never whom to ask for them."""
    for name in LOCKS:
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), 1):
            if REGISTRIES.search(line) or '"resolved"' in line:
                yield f"{name}:{number}: an address of a package registry; lock again with “make lock” or our .npmrc."


def unused_templates(files: list[Path]) -> Iterator[str]:
    """Templates and named partials that nothing mentions."""
    texts = {file: file.read_text(encoding="utf-8") for file in files if file.suffix in {".py", ".html"}}
    everything = "\n".join(text for file, text in texts.items() if "tests" not in file.parts)
    mentioned = {match[1] for match in TEMPLATE_NAME.finditer(everything)}
    for file, text in texts.items():
        if file.suffix != ".html" or "templates" not in file.parts or "tests" in file.parts:
            continue
        where = file.relative_to(ROOT)
        name = "/".join(file.parts[file.parts.index("templates") + 1 :])
        if name not in mentioned and not found_by_a_library(name):
            yield f"{where}: no page, form or tag uses it; remove it."
        for partial in PARTIAL.finditer(text):
            by_constant = f'}}#{partial[1]}"'  # f"{PAGE}#written", where a view gives its page a name
            used = (
                f"{name}#{partial[1]}" in everything
                or by_constant in everything
                or re.search(rf"\{{%\s*partial\s+{re.escape(partial[1])}\b", text)
            )
            if not used and not partial[2]:
                yield f"{where}: nothing uses the partial “{partial[1]}”; remove it."


def found_by_a_library(name: str) -> bool:
    """Templates that Django or the sign-in library look for by a name of their own, or a tag by its own."""
    return name in {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"} or name.startswith(
        ("account/", "allauth/", "django/", "mfa/", "kit/parts/", "kit/fields/", "kit/components/")
    )


def main() -> int:
    """Prints every finding; 1 when there is one."""
    found = sorted(set(findings(committed())))
    for line in found:
        print(line)
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
