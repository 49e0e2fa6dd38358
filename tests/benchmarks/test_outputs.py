"""The comparison of outputs: what came is passed over, what was there before must be the same."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from conflictmap.mapping._columns import packed_json

OUTPUTS = Path(__file__).parents[2] / "benchmarks" / "outputs.py"

Compare = Callable[[str, str | None, str | None], tuple[int, str]]


@pytest.fixture
def compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Compare:
    """The verdict on a file that held one text and holds another."""
    folders = tmp_path / "old", tmp_path / "new"
    parts = runpy.run_path(str(OUTPUTS))

    def verdict(name: str, *texts: str | None) -> tuple[int, str]:
        for folder, text in zip(folders, texts, strict=True):
            folder.mkdir(exist_ok=True)
            if text is not None:
                (folder / name).write_text(text, encoding="utf-8", newline="")
        code = parts["compare"](*folders)
        return code, capsys.readouterr().out.splitlines()[0]

    return verdict


def page(**meta: object) -> str:
    block = packed_json({"provenance": meta, "names": ["Goris"]})
    return f'<p>\n<script type="text/plain" id="conflictmap-meta">{block}</script>\n</p>'


@pytest.mark.parametrize(
    ("name", "old", "new", "same"),
    [
        ("a.txt", "Goris\n", "Goris\n", "same bytes"),
        ("a.csv", 'name,lat\n"Goris\u2028",1\n', 'name,side,lat\n"Goris\u2028",AM,1\n', "same in the old columns"),
        ("a.jsonl", '{"id": 1}\n', '{"id": 1, "side": "AM"}\n', "same in the old columns"),
        ("a.geojson", '{"features": [{"a": null}]}', '{"features": [{"a": null, "b": 1}]}', "same in the old columns"),
        ("a.html", page(rules="1", table="2"), page(rules="3", table="2"), "same but for the rules' digest"),
    ],
)
def test_what_was_there_before_is_the_same(compare: Compare, name: str, old: str, new: str, same: str) -> None:
    assert compare(name, old, new) == (0, f"{name}: {same}")


@pytest.mark.parametrize(
    ("name", "old", "new", "difference"),
    [
        ("a.txt", "Goris\n\n", "Goris\nand\n", "[1]: '' against 'and'"),
        ("a.csv", "name,lat\nGoris,1\n", "name,lat\nGoris,2\n", "[0].lat: '1' against '2'"),
        ("a.csv", "name,lat\nGoris,1\n", "lat,name\n1,Goris\n", "[0]: the old columns in another order"),
        ("a.csv", "name,lat\nGoris,1\n", "lat,side\n1,AM\n", "[0].name: gone"),
        ("a.jsonl", '{"id": 1}\n', '{"id": 1}\n{"id": 2}\n', "all: 1 items against 2"),
        ("a.json", json.dumps({"f1": 1}), json.dumps({"f1": 1.0}), ".f1: '1' against '1.0'"),
        ("a.html", page(table="2"), page(table="2") + "\n", "[0]: 3 items against 4"),
        ("a.txt", "Goris", None, "missing"),
    ],
)
def test_a_difference_is_shown(compare: Compare, name: str, old: str, new: str | None, difference: str) -> None:
    code, line = compare(name, old, new)
    assert (code, line) == (1, f"{name}: DIFFERENT: {difference}")


def test_a_page_of_other_data_is_different(compare: Compare) -> None:
    code, line = compare("a.html", page(rules="1", table="2"), page(rules="1", table="3"))
    assert code == 1
    assert line.startswith("a.html: DIFFERENT: [1]: ")
