"""The pipeline: one row per mention, every row leading back to its text; what breaks costs one document."""

from __future__ import annotations

import json
import pickle
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import conflictmap as cm
from conflictmap import Document, Gazetteer, Override, pipeline
from conflictmap.cli import app
from conflictmap.corrections.applying import Outcome, outcome
from conflictmap.corrections.overrides import Scope
from conflictmap.model.mention import Mention
from conflictmap.pipeline import Settings, Tools, analyse, stream
from conflictmap.plugins.api import Proposal, Span
from conflictmap.plugins.host import Plugins

REPORTS = [
    Document(
        id="a",
        text="Baku said Shusha was calm.\n\nThe village of Qwerin was named.",
        title="A",
        url="https://example.org/a",
    ),
    Document(id="b", text="Nothing is named here."),
    Document(id="c", text="Շուշիում հանգիստ է։", language="hy"),
]


@pytest.fixture(scope="module")
def mentions() -> gpd.GeoDataFrame:
    return cm.geoparse(REPORTS)


def test_the_columns_are_those_documented_in_their_order(mentions: gpd.GeoDataFrame) -> None:
    assert list(mentions.columns) == list(cm.COLUMNS)
    assert mentions.crs == "EPSG:4326"
    assert str(mentions.date.dtype) == "datetime64[s]"


def test_text_is_of_one_type_whatever_it_holds_and_whatever_is_installed(mentions: gpd.GeoDataFrame) -> None:
    text = pd.StringDtype("python", na_value=np.nan)
    for table in (mentions, cm.geoparse(REPORTS[2]), cm.geoparse(REPORTS[1])):
        named = ("title", "url", "source", "surface", "place_id", "relation", "reason")
        assert [table[name].dtype for name in named] == [text] * len(named)


def test_a_broken_text_is_read_listed_and_drawn() -> None:
    broken = Document(id="\ud83d", text="Calm in Hadrut \ud83d, and in Martuni.", title="\ud83d", source="\ud83d")
    table = cm.geoparse(broken)
    assert list(table["sentence"]) == [broken.text] * 2
    assert list(table["title"]) == ["\ud83d"] * 2
    assert set(cm.review(table)["sentence"]) == {broken.text}
    assert "Calm" in str(cm.explain(table))
    assert len(cm.map(table, documents=[broken]).to_html()) > 1_000


def test_every_row_leads_back_to_its_text(mentions: gpd.GeoDataFrame) -> None:
    texts = {report.id: report.text for report in REPORTS}
    for row in mentions.itertuples():
        text = texts[row.document_id]
        assert text[row.start : row.end] == row.surface
        assert row.sentence in text
        assert row.sentence[row.start - row.sentence_start : row.end - row.sentence_start] == row.surface


def test_points_are_where_the_gazetteer_says_and_missing_where_nothing_fits(
    mentions: gpd.GeoDataFrame,
) -> None:
    shusha = mentions[mentions.place_id == "shusha"]
    assert shusha.geometry.x.tolist() == pytest.approx([46.75, 46.75], abs=0.01)
    assert shusha.geometry.y.tolist() == pytest.approx([39.76, 39.76], abs=0.01)
    [unplaced] = mentions[mentions.surface == "Qwerin"].itertuples()
    assert unplaced.geometry is None
    assert pd.isna(unplaced.place_id)


def test_no_mention_at_all_gives_an_empty_table_with_all_columns() -> None:
    empty = cm.geoparse(Document(id="b", text="Nothing is named here."))
    assert len(empty) == 0
    assert list(empty.columns) == list(cm.COLUMNS)


def test_something_else_than_documents_is_refused() -> None:
    with pytest.raises(cm.InputError, match="text 1 is int; reports are documents, texts or records"):
        cm.geoparse([5])  # type: ignore[list-item]


def test_the_same_reports_give_the_same_table(mentions: gpd.GeoDataFrame) -> None:
    assert mentions.equals(cm.geoparse(REPORTS))


# A document that breaks a stage


class Breaks:
    """A stage that fails on one document, and else does its work."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def __call__(self, stage: str, error: BaseException, only: str = "b") -> None:
        real = getattr(pipeline, stage)

        def stage_or_error(*given: Any) -> Any:
            document = next((item for item in given if isinstance(item, Document)), None)
            if document is not None and only in {document.id, "all"}:
                raise error
            return real(*given)

        self._patch.setattr(pipeline, stage, stage_or_error)


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Breaks:
    return Breaks(monkeypatch)


CALM = [Document(id=name, text="Calm in Goris.") for name in ("a", "b", "c")]


@pytest.mark.parametrize(
    ("stage", "called"), [("recognise", "recognition"), ("resolve", "resolution"), ("row", "table")]
)
def test_a_document_that_breaks_a_stage_is_left_out_and_the_others_are_read(
    breaks: Breaks, stage: str, called: str
) -> None:
    breaks(stage, KeyError("list\n7"))
    heard: list[cm.Problem] = []
    table = cm.geoparse(CALM, on_problem=heard.append)
    assert table.document_id.tolist() == ["a", "c"]
    assert [str(problem) for problem in heard] == [f"b: {called} failed (KeyError: 'list\\n7')"]
    assert not heard[0].partial
    assert "stage_or_error" in heard[0].trace


def test_a_document_that_breaks_corrections_is_left_out_and_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    covers = Scope.covers

    def broken(self: Scope, document: str, *given: Any) -> bool:
        if document == "b":
            raise RecursionError
        return covers(self, document, *given)

    monkeypatch.setattr(Scope, "covers", broken)
    heard: list[cm.Problem] = []
    outcomes: list[Outcome] = []
    table = cm.geoparse(
        CALM, overrides=[Override("Goris", "ok")], on_problem=heard.append, on_corrections=outcomes.append
    )
    assert [str(problem) for problem in heard] == ["b: corrections failed (RecursionError)"]
    assert outcomes[0].confirmed == len(table) == 2


def test_a_failed_document_keeps_only_its_failure() -> None:
    def misleads(_: Document) -> list[Span]:
        return [Span(0, 99)]

    def errs(_: Document, __: Mention) -> list[Proposal]:
        return [Proposal("goris", float("nan"))]

    tools = Tools(Gazetteer.load(), plugins=Plugins([misleads], [errs]))
    read = analyse(CALM[0], tools)
    assert (read.failed, len(read.problems), len(read.mentions)) == (False, 2, 1)
    assert all(problem.partial for problem in read.problems)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "locate", lambda *_: 1 / 0)
        failed = analyse(CALM[0], tools)
    assert (failed.failed, failed.mentions, failed.rows) == (True, (), ())
    assert [str(problem) for problem in failed.problems] == [
        "a: geoprecision failed (ZeroDivisionError: division by zero)"
    ]


def test_without_a_listener_a_failed_document_is_a_warning_at_the_callers_line(breaks: Breaks) -> None:
    breaks("resolve", ValueError("no votes"))
    with pytest.warns(cm.DocumentWarning, match=r"b: resolution failed \(ValueError: no votes\)") as caught:
        cm.geoparse(CALM)
    assert caught[0].filename == __file__


def test_when_every_document_fails_it_is_an_error(breaks: Breaks) -> None:
    breaks("recognise", ValueError("x"), only="all")
    heard: list[cm.Problem] = []
    with pytest.raises(
        cm.AnalysisError, match=r"^a: recognition failed \(ValueError: x\) \(and 2 more for the same reason\)"
    ) as caught:
        cm.geoparse(CALM, on_problem=heard.append)
    assert len(heard) == 3
    assert "\n" not in str(caught.value)
    assert "stage_or_error" in caught.value.__notes__[0]
    with pytest.raises(cm.AnalysisError, match="a: recognition failed"):
        cm.explain(CALM[0])


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError(), cm.GeodataError("names.csv: damaged")])
def test_what_the_next_document_would_meet_too_ends_the_run(breaks: Breaks, error: BaseException) -> None:
    breaks("resolve", error)
    with pytest.raises(type(error)):
        cm.geoparse(CALM)


class TestCommands:
    """What the commands say of a report that breaks a stage."""

    @pytest.fixture
    def reports(self, tmp_path: Path) -> Path:
        folder = tmp_path / "reports"
        folder.mkdir()
        for name in ("a.txt", "b.txt", "c.txt"):
            (folder / name).write_text("Calm in Goris.", encoding="utf-8")
        return folder

    @pytest.mark.parametrize("command", ["geoparse", "map", "explain"])
    def test_it_is_listed_and_the_others_are_read(
        self, breaks: Breaks, reports: Path, tmp_path: Path, command: str
    ) -> None:
        breaks("resolve", KeyError(7), only="b.txt")
        output = tmp_path / {"geoparse": "m.jsonl", "map": "m.html", "explain": ""}[command]
        result = CliRunner().invoke(app, [command, str(reports), *(["-o", str(output)] if output.suffix else [])])
        assert result.exit_code == 0, result.output
        assert "1 left out:\n  b.txt: resolution failed (KeyError: 7)\n" in result.stderr
        assert "Traceback" not in result.output
        if command == "explain":
            assert result.stdout.count("Calm in [Goris]¹.") == 2
        else:
            assert "2 reports read, 2 mentions of 1 place found" in result.stderr
        if command == "geoparse":
            lines = map(json.loads, output.read_text(encoding="utf-8").splitlines())
            assert [line["id"] for line in lines] == ["a.txt", "c.txt"]

    @pytest.mark.parametrize("command", ["geoparse", "map", "explain"])
    def test_nothing_is_written_when_none_is_left(
        self, breaks: Breaks, reports: Path, tmp_path: Path, command: str
    ) -> None:
        breaks("resolve", KeyError(7), only="all")
        output = tmp_path / {"geoparse": "m.csv", "map": "m.html", "explain": ""}[command]
        result = CliRunner().invoke(app, [command, str(reports), *(["-o", str(output)] if output.suffix else [])])
        assert result.exit_code == 1
        assert result.output.startswith(
            "conflictmap: a.txt: resolution failed (KeyError: 7) (and 2 more for the same reason);"
        )
        assert len(result.output.splitlines()) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["reports"]

    def test_debug_shows_where_it_broke(self, breaks: Breaks, reports: Path, tmp_path: Path) -> None:
        breaks("resolve", KeyError("\x1b[2J"), only="b.txt")
        result = CliRunner().invoke(app, ["geoparse", str(reports), "-o", str(tmp_path / "m.csv"), "--debug"])
        assert result.exit_code == 0
        assert "Traceback (most recent call last):" in result.stderr
        assert "in stage_or_error" in result.stderr
        assert "\x1b" not in result.stderr


# Streams and processes


def test_a_stream_reads_no_further_than_it_is_asked() -> None:
    taken: list[str] = []

    def reports() -> Iterator[Document]:
        for document in CALM:
            taken.append(document.id)
            yield document

    analyses = stream(reports(), Settings())
    assert taken == []
    assert next(analyses).document is CALM[0]
    assert taken == ["a"]
    assert [analysis.document.id for analysis in analyses] == ["b", "c"]


def test_a_stream_of_unusable_settings_fails_before_the_first_document() -> None:
    with pytest.raises(cm.PluginError, match="no recogniser of this name"):
        stream([], Settings(recognisers=("nowhere",)))


def test_documents_of_a_generator_are_not_kept() -> None:
    alive: list[weakref.ref[Document]] = []

    def reports() -> Iterator[Document]:
        for number in range(3):
            text = Text(f"Calm in Goris, {number}.")
            alive.append(weakref.ref(text))  # type: ignore[arg-type]
            yield Document(id=str(number), text=text)
            del text
            assert sum(reference() is not None for reference in alive[:-1]) <= 1

    assert len(cm.geoparse(reports())) == 3


class Text(str):
    """A text whose life can be watched."""

    __slots__ = ("__weakref__",)


def recogniser(document: Document) -> list[Span]:
    """A plug-in that another process can find."""
    return [Span(0, 5)] if document.text.startswith("Qwxyz") else []


def test_settings_decisions_and_analyses_go_to_other_processes() -> None:
    settings = Settings(overrides=(Override("Goris", "39.5, 46.3, Mill"),), recognisers=(recogniser,))
    document = Document(id="1", text="Qwxyz and Goris were calm.")
    assert pickle.loads(pickle.dumps(settings)) == settings
    tools = Tools.of(settings)
    decisions = pickle.loads(pickle.dumps(tools.decisions))
    here = analyse(document, tools)
    there = analyse(document, Tools(tools.gazetteer, decisions, tools.plugins))
    assert here.applied == there.applied
    assert here.applied.corrected == 1
    assert pickle.loads(pickle.dumps(there)) == here
    assert outcome(decisions, [here.applied, there.applied]).corrected == 2


def test_decisions_keep_nothing_of_the_documents_they_were_applied_to() -> None:
    tools = Tools.of(Settings(overrides=(Override("Goris", "ok"), Override("Martuni", "ok"))))
    before = pickle.dumps(tools.decisions)
    accounts = [analysis.applied for analysis in stream(CALM, tools)]
    assert pickle.dumps(tools.decisions) == before
    assert [account.used for account in accounts] == [frozenset({0})] * 3
    done = outcome(tools.decisions, accounts)
    assert (done.confirmed, [str(problem) for problem in done.idle]) == (3, ["override 2: no mention of 'Martuni'"])
