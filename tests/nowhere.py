"""Looking for a word in everything that is kept: every column of every table, every filed byte."""

import io
import zipfile
from pathlib import Path

from django.conf import settings
from django.db import connection

from kinmap.documents.tests.reading import letters_of


def tables_with(word: str) -> list[str]:
    """Every ``table.column`` of the database that holds the word, whatever the table is called and whoever made it."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            for column in connection.introspection.get_table_description(cursor, table):
                named, place = connection.ops.quote_name(column.name), connection.ops.quote_name(table)
                question = f"SELECT count(*) FROM {place} WHERE lower(CAST({named} AS text)) LIKE %s"
                cursor.execute(question, [f"%{word.lower()}%"])
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column.name}")
    return found


def files_with(word: str) -> list[str]:
    """Every file under the data folder that holds the word, inside PDF and Word files too."""
    return [
        path.name
        for path in sorted(Path(settings.KINMAP_FILES).rglob("*"))
        if path.is_file() and word.lower() in _text_of(path).lower()
    ]


def _text_of(path: Path) -> str:
    content = path.read_bytes()
    text = content.decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        text += letters_of(content)
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            text += "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return text
