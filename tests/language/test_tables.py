"""The tables of words: in one form, and read strictly."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import fields
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conflictmap._errors import GeodataError
from conflictmap.language.role_words import RoleWords
from conflictmap.language.sections import Grammar, NonPlaceWords, PlaceWords
from conflictmap.language.tables import language, languages, section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FORMATTER = Path(__file__).parents[1] / "format_tables.py"


def test_every_table_is_in_form() -> None:
    told = subprocess.run([sys.executable, FORMATTER, "--check"], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def test_a_table_out_of_form_is_named_with_its_lists(tmp_path: Path) -> None:
    script = tmp_path / "tests" / "format_tables.py"
    table = tmp_path / "src" / "conflictmap" / "words.toml"
    for path in (script, table):
        path.parent.mkdir(parents=True)
    shutil.copy(FORMATTER, script)
    table.write_text(
        'sorted = ["a", "b"]\n# Greetings.\nmixed = ["hi", "ave", "hi"]  # seldom\n[stems]\n"x" = ["z", "y"]\n'
    )

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, script, *options], capture_output=True, text=True, check=False)

    told = run("--check")
    assert told.returncode == 1
    assert "words.toml: out of form: mixed;" in told.stdout
    assert run().returncode == run("--check").returncode == 0
    assert table.read_text().splitlines()[1:5] == ["# Greetings.", "# seldom", 'mixed = ["ave", "hi"]', "[stems]"]
    assert '"x" = ["z", "y"]' in table.read_text()


def test_a_key_belongs_to_one_table() -> None:
    for one, other in combinations((Grammar, PlaceWords, RoleWords, NonPlaceWords), 2):
        assert {field.name for field in fields(one)}.isdisjoint(field.name for field in fields(other))


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str, str], None]]:
    """Replaces words in one of the English tables."""
    data = tmp_path / "data"
    shutil.copytree(str(files("conflictmap.language") / "data"), data)
    monkeypatch.setattr("conflictmap.language.tables.files", lambda _: tmp_path)
    caches = (language, languages, section)

    def edit(name: str, old: str, new: str) -> None:
        path = data / "en" / name
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), encoding="utf-8")
        for cached in caches:
            cached.cache_clear()

    yield edit
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("roles.toml", "dealings = [", "delings = [", "language/data/en/roles.toml: unknown key 'delings'; did you mean 'dealings'?"),
        ("grammar.toml", "company =", "compony =", "language/data/en/grammar.toml: case_words: unknown key 'compony'; did you mean 'company'?"),
        ("places.toml", "offset = [", "ofset = [", "language/data/en/places.toml: spatial: before: unknown value 'ofset'; did you mean 'offset'?"),
        ("grammar.toml", 'owner = "of"', 'owner = "off"', "language/data/en/grammar.toml: owner: unknown value 'off'; did you mean 'of'?"),
        ("grammar.toml", 'owner = "of"', "owner = true", "language/data/en/grammar.toml: owner must be a text, not True"),
        ("grammar.toml", 'articles = ["the"]', 'articles = "the"', "language/data/en/grammar.toml: articles must be a list of texts, not 'the'"),
        ("grammar.toml", 'owner = "of"', "", "language/data/en/grammar.toml: key 'owner' is missing; add it"),
        ("grammar.toml", 'owner = "of"', "owner = of", "language/data/en/grammar.toml: Invalid value"),
        ("grammar.toml", 'script = "latin"', 'script = "latn"', "language/data/en/grammar.toml: script 'latn' is none of arabic, armenian,"),
        ("roles.toml", '"above"', '" above"', "language/data/en/roles.toml: before_place: ' above' is no word in small letters"),
        ("roles.toml", '"above"', '"Above"', "language/data/en/roles.toml: before_place: 'Above' is no word in small letters"),
        ("roles.toml", '"above"', '""', "language/data/en/roles.toml: before_place: '' is no word in small letters"),
        ("grammar.toml", "articles =", "zzz =", "language/data/en/grammar.toml: unknown key 'zzz'; known are"),
        ("places.toml", 'plural = "s$"', 'plural = "(s$"', "language/data/en/places.toml: plural: no pattern: missing )"),
    ],
)  # fmt: skip
def test_a_table_that_says_what_nobody_reads_does_not_load(
    edited: Callable[[str, str, str], None], name: str, old: str, new: str, told: str
) -> None:
    edited(name, old, new)
    with pytest.raises(GeodataError) as raised:
        language("en")
    assert str(raised.value).startswith(told)


def test_a_language_without_one_of_its_tables_does_not_load(
    edited: Callable[[str, str, str], None], tmp_path: Path
) -> None:
    edited("roles.toml", "", "")
    (tmp_path / "data" / "en" / "roles.toml").unlink()
    with pytest.raises(GeodataError, match=r"language/data/en/roles\.toml is missing"):
        language("en")


def test_a_language_nobody_wrote_tables_for_is_read_as_english() -> None:
    assert language("fi") is language("../en") is language("en")
