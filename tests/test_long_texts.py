"""Long texts, read in pieces: the answers of the whole text, with offsets into it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import conflictmap as cm
from conflictmap import Document, Gazetteer, Override, pipeline
from conflictmap.cli import app
from conflictmap.language import pieces as module
from conflictmap.model.analysis import Analysis
from conflictmap.pipeline import Settings, Tools, analyse, analyse_parts, stream_parts
from conflictmap.plugins.api import Proposal, Span
from conflictmap.progress import watched

PARAGRAPHS = [
    "Shells fell between Goris and Kapan, and 20 km north of Shusha. Baku said the town of Jabrayil was calm.",
    "The villages of Aghdam and Qwerin in the Tovuz district were shelled. Nobody was hurt in Ijevan.",
    "Бои идут у Гадрута и Мартуни. Ереван сообщил о потерях в селе Мовсес Тавушской области.",
    "Ağdərə yaxınlığında atəş açılıb. Bakı Qubadlı və Zəngilan rayonlarında sakitlik olduğunu bildirib.",
]
TEXT = "\n\n".join(f"Day {number}. {PARAGRAPHS[number % 4]}" for number in range(40))


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools(Gazetteer.load())


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, size in {"LONGEST": 800, "_BESIDE": 500, "_BACK": 200}.items():
        monkeypatch.setattr(module, name, size)
    return monkeypatch


def test_a_text_in_pieces_is_read_as_it_is_whole(tools: Tools, cut: pytest.MonkeyPatch) -> None:
    document = Document(id="1", text=TEXT)
    parts = list(analyse_parts(document, tools))
    assert len(parts) > 5
    assert [(part.part, part.parts, part.ends) for part in parts[-2:]] == [
        (len(parts) - 1, len(parts), False),
        (len(parts), len(parts), True),
    ]
    found = [mention for part in parts for mention in part.mentions]
    assert all(TEXT[mention.start : mention.end] == mention.surface for mention in found)
    assert [mention.start for mention in found] == sorted({mention.start for mention in found})
    together = analyse(document, tools)
    assert together.rows == tuple(row for part in parts for row in part.rows)
    cut.undo()
    assert together.rows == analyse(document, tools).rows


@pytest.mark.usefixtures("cut")
def test_names_lead_to_others_by_their_offsets_in_the_whole_text(tools: Tools) -> None:
    found = analyse(Document(id="1", text=TEXT), tools).mentions
    starts = {mention.start: mention for mention in found}
    partners = [m.relation.partner for m in found if m.relation is not None and m.relation.partner is not None]
    assert [starts[partner].surface for partner in partners] == ["Kapan", "Goris"] * 10
    assert {starts[area].surface for mention in found for area in mention.contained_in} >= {"Tovuz"}


@pytest.mark.usefixtures("cut")
def test_a_list_across_a_cut_is_one_list(tools: Tools) -> None:
    names = ["Goris", "Kapan", "Sisian", "Meghri", "Ijevan", "Vardenis"] * 50
    text = f"Calm in Baku and Ganja. Shelled were {', '.join(names)} and Jermuk. Calm in Barda and Tartar."
    parts = list(analyse_parts(Document(id="1", text=text), tools))
    assert len(parts) > 2
    found = [mention for part in parts for mention in part.mentions]
    numbers = {mention.surface: mention.list_id for mention in found}
    assert [m.surface for m in found] == ["Baku", "Ganja", *names, "Jermuk", "Barda", "Tartar"]
    assert len({numbers[name] for name in {*names, "Jermuk"}}) == 1
    assert len({numbers["Baku"], numbers["Goris"], numbers["Barda"]}) == 3


def test_a_megabyte_without_a_line_end_is_read_in_pieces(tools: Tools) -> None:
    for filler in ("It was calm. ", "calm "):
        text = f"{filler * 400}in Goris and Kapan {filler * 400}" * (1_000_000 // (len(filler) * 800))
        parts = list(analyse_parts(Document(id="1", text=text), tools))
        assert len(parts) == 3
        found = [mention for part in parts for mention in part.mentions]
        assert [mention.surface for mention in found] == ["Goris", "Kapan"] * text.count("Goris")
        assert all(text[mention.start : mention.end] == mention.surface for mention in found)


# Plug-ins and corrections


@pytest.mark.usefixtures("cut")
def test_plug_ins_read_pieces_and_are_asked_once_about_each_mention() -> None:
    read: list[int] = []
    asked: list[int] = []

    def finds(document: Document) -> Iterator[Span]:
        read.append(len(document.text))
        at = document.text.find("Nobody")
        if at >= 0:
            yield Span(at, at + 6)

    def proposes(_: Document, mention: Any) -> list[Proposal]:
        asked.append(mention.start)
        return []

    tools = Tools.of(Settings(recognisers=(finds,), resolvers=(proposes,)))
    found = analyse(Document(id="1", text=TEXT), tools).mentions
    assert max(read) < 2_500
    assert asked == [mention.start for mention in found]
    named = [mention for mention in found if mention.found_by]
    assert named
    assert all(TEXT[mention.start : mention.end] == "Nobody" for mention in named)


@pytest.mark.usefixtures("cut")
def test_a_plug_in_that_fails_on_every_piece_is_told_once() -> None:
    def breaks(_: Document) -> list[Span]:
        raise ValueError("no model")

    read = analyse(Document(id="1", text=TEXT), Tools.of(Settings(recognisers=(breaks,))))
    assert [str(problem) for problem in read.problems] == [
        "1: recogniser breaks failed (ValueError: no model); read without it"
    ]


@pytest.mark.usefixtures("cut")
def test_corrections_concern_offsets_of_the_whole_text() -> None:
    last = TEXT.rindex("Goris")
    overrides = (Override("Goris", "not a place", document="1", start=last), Override("Nobody", "39.5, 46.3, Mill"))
    read = analyse(Document(id="1", text=TEXT), Tools.of(Settings(overrides=overrides)))
    assert last not in {mention.start for mention in read.mentions}
    added = [mention for mention in read.mentions if mention.surface == "Nobody"]
    assert [mention.start for mention in added] == [at for at in range(len(TEXT)) if TEXT.startswith("Nobody", at)]
    assert all(TEXT[m.sentence_start : m.sentence_end] == "Nobody was hurt in Ijevan." for m in added)
    assert (read.applied.dropped, read.applied.added) == (1, len(added))


# A piece that breaks a stage


@pytest.fixture
def broken(cut: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    real = pipeline.resolve

    def breaks(mentions: Any, gazetteer: Gazetteer, document: Document, *more: Any) -> Any:
        if any(mention.start == document.text.index("Goris") for mention in mentions):
            raise KeyError(7)
        return real(mentions, gazetteer, document, *more)

    cut.setattr(pipeline, "resolve", breaks)
    return cut


@pytest.mark.usefixtures("broken")
def test_a_piece_that_breaks_a_stage_costs_that_piece(tools: Tools) -> None:
    parts = list(analyse_parts(Document(id="1", text=TEXT), tools))
    assert [part.failed for part in parts[:4]] == [True, False, False, False]
    read = analyse(Document(id="1", text=TEXT), tools)
    assert not read.failed
    assert str(read.problems[0]).startswith("1: resolution failed between code points 0 and ")
    assert len(read.mentions) == sum(len(part.mentions) for part in parts[1:]) > 50


@pytest.mark.usefixtures("broken")
def test_what_is_written_holds_the_other_pieces(tmp_path: Path) -> None:
    file, output = tmp_path / "book.txt", tmp_path / "m.jsonl"
    file.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["geoparse", str(file), "-o", str(output), "--strict"])
    assert result.exit_code == 1
    [line] = map(json.loads, output.read_text(encoding="utf-8").splitlines())
    assert line["id"] == "book.txt"
    assert len(line["mentions"]) > 50
    assert "1 report read" in result.stderr
    assert "1 left out:\n  book.txt: resolution failed between code points 0 and" in result.stderr


def test_a_text_of_which_every_piece_breaks_is_left_out(cut: pytest.MonkeyPatch) -> None:
    cut.setattr(pipeline, "locate", lambda *_: 1 / 0)
    heard: list[cm.Problem] = []
    with pytest.raises(cm.AnalysisError, match=r"^1: geoprecision failed between code points 0 and"):
        cm.geoparse(Document(id="1", text=TEXT), on_problem=heard.append)
    assert len(heard) > 5


# Progress


@pytest.mark.usefixtures("cut")
def test_progress_is_shown_where_it_is_asked_for_and_silent_in_a_pipe(
    tools: Tools, capsys: pytest.CaptureFixture[str]
) -> None:
    documents = [Document(id="1", text=TEXT)]
    silent = list(watched(stream_parts(documents, tools)))
    assert capsys.readouterr() == ("", "")
    shown = list(watched(stream_parts(documents, tools), shown=True))
    assert [part.rows for part in shown] == [part.rows for part in silent]
    out, err = capsys.readouterr()
    assert out == ""
    assert "Reading reports" in err
    assert "1 read" in err


def test_progress_tells_the_part_of_a_long_text(capsys: pytest.CaptureFixture[str]) -> None:
    whole = Analysis(Document(id="1", text=""), parts=4)
    bar = watched([replace(whole, part=number) for number in (1, 2, 3)], shown=True)
    assert [analysis.part for analysis in bar] == [1, 2, 3]
    assert "0 read, part 3 of 4 of the next" in capsys.readouterr().err
