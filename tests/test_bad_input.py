"""Whatever is fed in: offsets stay exact, nothing crashes, time grows in proportion."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap import Document, Gazetteer, geoparse
from conflictmap.pipeline import Tools, analyse

REPORT = (
    "STEPANAKERT, Oct. 3 – Shells fell on the villages of Talish, Madagiz and Seysulan of the Tartar district.\n"
    "Baku denied it. В Шуше было тихо; Ağdama atəş açılıb. Ստեփանակերտում լսվել են պայթյուններ։ #Shushi"
)


def mentions(text: str, language: str = "en") -> list[tuple[int, int, str]]:
    analysis = analyse(Document(id="1", text=text, language=language), Tools(Gazetteer.load()))
    assert not analysis.problems
    found = analysis.mentions
    for mention in found:
        assert text[mention.start : mention.end] == mention.surface
        assert 0 <= mention.sentence_start <= mention.start < mention.end <= mention.sentence_end <= len(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    return [(mention.start, mention.end, mention.surface) for mention in found]


@pytest.mark.parametrize(
    "text",
    [
        " ",
        "\n\n\n",
        ".",
        "a",
        "\x00\x01\x02 Baku \x07",
        "\ufeffBaku\u200b was\u200e quiet",
        "B\u0301aku",
        "🇦🇲🇦🇿 Shusha 👩‍👩‍👧‍👦 Goris",
        "Baku\r\nShusha\r\n\r\nGoris\r",
        "<b>Baku</b> &amp; <script>alert('Goris')</script>",
        "{{ Baku }} {% Goris %} ${Shusha} `Kapan`",
        "....!!!???;;;:::((((" * 50,
        "Baku" * 1000,
        "Baku, " * 1000,
        "(" * 5000 + "Baku" + ")" * 5000,
        "ŞUŞA İ ı Ə" * 100,
        "\udcff\udc80 Baku",
        "ʼՇուշի՛ն և Հադրութը՝",
        "גוריס Goris شوشا Shusha",
    ],
    ids=range(19),
)
def test_odd_texts_are_read(text: str) -> None:
    for language in ("en", "ru", "az", "hy", "tr", "ka"):
        mentions(text, language)


def test_marks_that_change_no_letter_change_no_offset() -> None:
    text = "Calm in Ste\u00adpan\u200dakert, \u202bShusha\u202c and Go\u0301ris today."
    assert [surface for _, _, surface in mentions(text)] == ["Ste\u00adpan\u200dakert", "Shusha", "Go\u0301ris"]


def test_windows_line_ends_find_the_same_names() -> None:
    names = [surface for _, _, surface in mentions(REPORT)]
    assert [surface for _, _, surface in mentions(REPORT.replace("\n", "\r\n"))] == names
    assert len(names) > 8


def test_bytes_read_as_text_hold_no_places() -> None:
    noise = random.Random(7).randbytes(200_000)
    found = mentions(noise.decode("latin-1"))
    assert len(found) < 25


def test_text_decoded_wrongly_is_read_all_the_same() -> None:
    mentions(REPORT.encode().decode("cp1252", "replace"))
    mentions(REPORT.encode("utf-16").decode("latin-1"))
    assert "STEPANAKERT" in [surface for _, _, surface in mentions(REPORT.encode().decode("cp1252", "replace"))]


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60), st.text(st.characters(codec="utf-8"), max_size=60))
def test_a_name_between_any_characters_keeps_its_offsets(before: str, after: str) -> None:
    mentions(f"{before} in Stepanakert {after}")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*REPORT.split(" "), "\n", "\u200b", "и", "(", ").", "Mr", "“"]), max_size=80))
def test_shuffled_words_keep_their_offsets(words: list[str]) -> None:
    mentions(" ".join(words))


def test_one_endless_paragraph_is_read_to_its_end() -> None:
    sentence = REPORT.replace("\n", " ") + " "
    once, often = mentions(sentence), mentions(sentence * 500)
    assert often[-1][0] == once[-1][0] + 499 * len(sentence)
    assert len(often) == 500 * len(once)


@pytest.mark.parametrize("ending", ["\n", "\r\n", " \n", "\u00a0\n", "\n\f", ".", "…", "!?", "։", ". "])
def test_what_ends_a_text_over_and_over_is_read_in_one_go(ending: str) -> None:
    text = "Shells fell near Goris." + ending * 100_000
    assert geoparse(Document(id="1", text=text)).surface.tolist() == ["Goris"]


def test_a_stop_behind_an_abbreviation_ends_the_sentence_where_several_stand() -> None:
    found = geoparse(Document(id="1", text="They took villages, hills, etc... Goris was quiet."))
    assert found.sentence.tolist() == ["Goris was quiet."]
