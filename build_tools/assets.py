"""Builds what the browser and the press need, from sources and locked packages; skips what is current.

``kinmap/kit/static/build/``: one style sheet, one script, htmx, the typeface for screens.
``kinmap/documents/fonts/``: whole TrueType fonts for print. ``static-collected/``: all of it, named by content.
"""

import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_tools.ground import (
    LOGS,
    NODE_MODULES,
    PYTHON,
    ROOT,
    digest,
    is_current,
    run_logged,
    say,
    sentence_on_disk,
    stop,
)
from build_tools.setup import node_and_npm

BUILD = ROOT / "kinmap" / "kit" / "static" / "build"
PRINT_FONTS = ROOT / "kinmap" / "documents" / "fonts"
COLLECTED = ROOT / "static-collected"
STAMP = LOGS / "assets.stamp"

SCREEN_FONTS = [
    f"atkinson-hyperlegible-next-{letters}-{weight}-{style}.woff2"
    for letters in ("latin", "latin-ext")
    for weight in (400, 600, 700)
    for style in ("normal", "italic")
]
#: Package and font, as ``package/folder/Name_folder.ttf``; chosen by the press (kinmap/documents/press.py).
FONTS_FOR_PRINT = {
    "atkinson-hyperlegible": ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"],
    "noto-sans": ["400Regular", "700Bold"],
    "noto-naskh-arabic": ["400Regular", "700Bold"],
    "noto-nastaliq-urdu": ["400Regular", "700Bold"],
    "noto-emoji": ["400Regular", "700Bold"],
    "noto-sans-bengali": ["400Regular", "700Bold"],
    "noto-sans-devanagari": ["400Regular", "700Bold"],
    "noto-sans-gujarati": ["400Regular", "700Bold"],
    "noto-sans-gurmukhi": ["400Regular", "700Bold"],
    "noto-sans-math": ["400Regular"],  # arrows
    "noto-sans-symbols-2": ["400Regular"],  # ticks, boxes, stars
}


def main() -> None:
    """Builds everything, or nothing when the same sources were built before."""
    try:
        wanted = digest(sources())
        made = (BUILD / "kinmap.css").is_file() and COLLECTED.is_dir() and any(PRINT_FONTS.glob("*.ttf"))
        if made and is_current(STAMP, wanted):
            return
        say("Building styles and scripts …")
        LOGS.mkdir(exist_ok=True)
        STAMP.unlink(missing_ok=True)
        shutil.rmtree(BUILD, ignore_errors=True)
        BUILD.mkdir(parents=True, exist_ok=True)
        copy_fonts()
        copy_htmx()
        build_styles()
        build_script()
        collect()
        STAMP.write_text(wanted + "\n", encoding="ascii")
    except OSError as problem:
        stop(sentence_on_disk(problem))


def sources() -> list[Path]:
    """Every file that the result depends on."""
    rooms = ROOT / "kinmap"
    written = [file for kind in ("*.ts", "*.scss") for file in rooms.rglob(kind)]
    static = [file for file in rooms.glob("*/static/**/*") if file.is_file() and BUILD not in file.parents]
    locks = [ROOT / "package-lock.json", ROOT / "requirements.txt", Path(__file__)]
    return [*written, *static, *locks]


def copy_fonts() -> None:
    """The typefaces, from packages with open licences."""
    screen = NODE_MODULES / "@fontsource" / "atkinson-hyperlegible-next" / "files"
    (BUILD / "fonts").mkdir(exist_ok=True)
    for name in SCREEN_FONTS:
        shutil.copyfile(screen / name, BUILD / "fonts" / name)
    PRINT_FONTS.mkdir(exist_ok=True)
    for package, kinds in FONTS_FOR_PRINT.items():
        for kind in kinds:
            (font,) = (NODE_MODULES / "@expo-google-fonts" / package / kind).glob("*.ttf")
            shutil.copyfile(font, PRINT_FONTS / font.name)


def copy_htmx() -> None:
    """The htmx 2 that django-htmx carries."""
    probe = "import django_htmx, os; print(os.path.dirname(django_htmx.__file__))"
    carried = Path(subprocess.run([PYTHON, "-c", probe], capture_output=True, text=True, check=True).stdout.strip())
    shutil.copyfile(carried / "static" / "django_htmx" / "htmx-2.min.js", BUILD / "htmx.min.js")


def build_styles() -> None:
    """One style sheet, which takes in each room's ``styles.scss``."""
    node, _ = node_and_npm()
    source = ROOT / "kinmap" / "kit" / "styles" / "kinmap.scss"
    command = [node, NODE_MODULES / "sass" / "sass.js", "--load-path=node_modules", "--load-path=."]
    command += ["--style=compressed", "--quiet-deps", "--no-source-map", source, BUILD / "kinmap.css"]
    if run_logged("sass", command) is not None:
        stop("The styles could not be built; what Sass said is in .make/sass.log.")


def build_script() -> None:
    """One script for browsers of the last years, as a module; TypeScript's types are checked by ``make lint``."""
    node, _ = node_and_npm()
    command = [
        node,
        NODE_MODULES / "esbuild" / "bin" / "esbuild",
        "kinmap/kit/scripts/main.ts",
        "--bundle",
        "--minify",
        "--format=iife",
    ]
    command += ["--target=es2020", "--charset=utf8", "--log-level=warning", f"--outfile={BUILD / 'kinmap.js'}"]
    if run_logged("esbuild", command) is not None:
        stop("The script could not be built; what esbuild said is in .make/esbuild.log.")


def collect() -> None:
    """Gathers all static files under names that hold their content's digest."""
    environment = {
        "KINMAP_SECRET_KEY": "not used here",  # so that building makes no data folder
        "DATABASE_URL": "sqlite://:memory:",
        "KINMAP_HOSTS": "",
        "KINMAP_DATA": str(LOGS),
    }
    command = [PYTHON, "-m", "django", "collectstatic", "--noinput", "--clear", "--settings=kinmap.config.settings"]
    if run_logged("collectstatic", command, environment) is not None:
        stop("The static files could not be gathered; what Django said is in .make/collectstatic.log.")


if __name__ == "__main__":
    main()
