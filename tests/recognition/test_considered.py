"""What was considered: every mention with the rule that took it, every other name with the rule that refused it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from conflictmap import Document
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.rules import reliabilities
from conflictmap.plugins.api import Span
from conflictmap.recognition import candidates, external_spans, local_evidence, report_evidence
from conflictmap.recognition.recognise import recognise
from conflictmap.recognition.verdict import Considered

CHAINS = (candidates.NO_PLACES, local_evidence.RULES, report_evidence.RULES, external_spans.GUARDS)


def considered(
    gazetteer: Gazetteer, text: str, language: str = "en", found: dict[str, list[Span]] | None = None
) -> list[Considered]:
    records: list[Considered] = []
    document = Document(id="1", text=text, language=language)
    mentions = recognise(document, gazetteer, found, considered=records)
    assert mentions == recognise(document, gazetteer, found), "asking changes what is found"
    assert [(m.start, m.end, m.role) for m in mentions] == [(r.start, r.end, r.role) for r in records if r.place]
    assert all(text[record.start : record.end] == record.surface for record in records)
    assert all(left.end <= right.start for left, right in pairwise(records))
    return records


@pytest.mark.parametrize(
    ("language", "text", "surface", "rule", "words"),
    [
        ("en", "Minister Ararat Mirzoyan spoke.", "Ararat Mirzoyan", "person", "a surname after it"),
        ("en", "It was Tatev, his aide, who left.", "Tatev", "person", "“his aide” after it"),
        ("en", "Paris Tatevosyan spoke. Then Paris left.", "Paris", "namesake", "elsewhere in the report"),
        ("en", "It was Lachin Bank that failed.", "Lachin Bank", "organisation", "“bank”"),
        ("en", "The OSCE Minsk Group met.", "OSCE Minsk Group", "institution", "institution"),
        ("en", "Suleymanli said no.", "Suleymanli", "speaker", "“said” after it"),
        ("en", "They met on March 5.", "March", "other_word", "a month"),
        ("en", "Reporters of Devon Live left.", "Devon", "part_of_a_name", "a capitalised word"),
        ("en", "Ganja is banned, unlike ganja oil.", "Ganja", "common_word", "written small"),
        ("en", "He met Masis there.", "Masis", "unsupported", "an everyday word"),
        ("en", "It was Qwerin who left Goris.", "Qwerin", "unlisted", "in no gazetteer"),
        ("en", "Aram Qwerinyan left Goris.", "Aram Qwerinyan", "unlisted_person", "a person's name"),
        ("az", "Bu gün Görüş oldu.", "Görüş", "everyday_word", "an everyday word"),
    ],
)
def test_what_is_refused_names_its_rule_and_says_why(
    gazetteer: Gazetteer, language: str, text: str, surface: str, rule: str, words: str
) -> None:
    refused = {(r.surface, r.rule): r for r in considered(gazetteer, text, language) if not r.place}
    assert (surface, rule) in refused
    assert words in refused[surface, rule].why
    assert refused[surface, rule].role == ""


@pytest.mark.parametrize(
    ("text", "surface", "rule", "role_rule"),
    [
        ("Calm in Goris.", "Goris", "known", "preposition"),
        ("Wexley village was shelled.", "Wexley", "unlisted_generic_word", "generic_word"),
        ("Six attacks in the Marinka direction failed.", "Marinka", "trailing_word", "preposition"),
        ("Smoke rose near Qwertyan.", "Qwertyan", "unlisted_located", "preposition"),
        ("Columns left Ijevan and Noyemberiann at noon.", "Noyemberiann", "listed_with_a_place", "neighbour"),
        ("A van hit a wall in Macon, Georgia.", "Macon", "address", "preposition"),
    ],
)
def test_what_is_taken_names_the_rules_on_place_and_role(
    gazetteer: Gazetteer, text: str, surface: str, rule: str, role_rule: str
) -> None:
    [record] = [record for record in considered(gazetteer, text) if record.surface == surface]
    assert record.place
    assert (record.rule, record.role_rule) == (rule, role_rule)


def test_a_capital_that_only_opens_a_sentence_is_not_considered(gazetteer: Gazetteer) -> None:
    assert [record.surface for record in considered(gazetteer, "Talks stalled in Goris. Smoke rose.")] == ["Goris"]


def test_a_passage_in_another_language_keeps_its_place_in_the_report(gazetteer: Gazetteer) -> None:
    english = "The foreign minister Ararat Mirzoyan spoke with reporters in the capital about the new talks. " * 3
    text = f"{english}\n\n" + "Министр иностранных дел Арарат Мирзоян заявил журналистам о новых переговорах. " * 3
    records: list[Considered] = []
    recognise(Document(id="1", text=text), gazetteer, considered=records)
    assert {record.surface for record in records if record.rule == "person"} == {"Ararat Mirzoyan", "Арарат"}
    assert all(text[record.start : record.end] == record.surface for record in records)


def test_names_of_plug_ins_are_taken_or_refused_by_rules_of_their_own(gazetteer: Gazetteer) -> None:
    text = "Qwerton and Egyptians met Aram Qwerinyan."
    spans = [
        Span(text.index(name), text.index(name) + len(name)) for name in ("Qwerton", "Egyptians", "Aram Qwerinyan")
    ]
    rules = {record.surface: (record.rule, record.why) for record in considered(gazetteer, text, found={"mine": spans})}
    assert rules["Qwerton"] == ("found", "found by mine")
    assert rules["Egyptians"][0] == "found_people"
    assert rules["Aram Qwerinyan"][0] in {"unlisted_person", "found_unlisted_person"}


def test_every_rule_has_its_entry_in_the_table_of_reliabilities() -> None:
    names = [rule.name for chain in CHAINS for rule in chain]
    assert len(names) == len(set(names))
    measured = reliabilities("conflictmap.recognition")
    assert set(measured) == {*names, "abbreviation", "institution", "found"}
    assert all(0 < share < 1 for answers in measured.values() for share in answers.values())
    assert all(set(answers) <= {"place", "no_place"} for answers in measured.values())
