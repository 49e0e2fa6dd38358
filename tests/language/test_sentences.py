"""A report's sentences and words, each passage in its own language."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap import Document
from conflictmap.corrections.applying import Decisions
from conflictmap.corrections.overrides import Override
from conflictmap.language.detect import passages
from conflictmap.language.sentences import Sentences
from conflictmap.language.text import prepare
from conflictmap.recognition.recognise import recognise
from conflictmap.resolution.resolve import resolve

if TYPE_CHECKING:
    from conflictmap.gazetteer.gazetteer import Gazetteer

RUSSIAN = "В Мартуни тихо. Жители Физули ждут новостей у дороги."
HANDOVER = "The Martuni region was handed over on Friday. Mr. Smith left Fuzuli."
REPORT = Document(id="1", text=f"{RUSSIAN}\n\n{HANDOVER}\n\n{RUSSIAN}", language="ru")


def test_a_handover_in_another_language_is_read_with_its_rules(gazetteer: Gazetteer) -> None:
    text = "Жители молчат, и дорога пуста уже третий день.\n\nLachin was handed over on Friday."

    def reasons(language: str) -> list[tuple[str | None, str]]:
        report = Document(id="1", text=text, language=language)
        return [(m.place_id, m.reason) for m in resolve(recognise(report, gazetteer), gazetteer, report)]

    alone = Document(id="1", text="Lachin was handed over on Friday.", language="en")
    [expected] = [(m.place_id, m.reason) for m in resolve(recognise(alone, gazetteer), gazetteer, alone)]
    assert expected[0] == "lachin_district"
    assert reasons("ru") == reasons("en") == [expected]


def test_every_passage_has_its_language() -> None:
    assert [code for *_, code in passages(REPORT)] == ["ru", "en", "ru"]
    position = REPORT.text.index("handed")
    spoken = [code for at in (0, position, len(REPORT.text) - 1) for a, b, code in passages(REPORT) if a <= at < b]
    assert spoken == ["ru", "en", "ru"]


def test_sentences_are_cut_by_the_rules_of_their_passage() -> None:
    sentences = list(Sentences(REPORT))
    assert [REPORT.text[s.start : s.end] for s in sentences] == [
        "В Мартуни тихо.",
        "Жители Физули ждут новостей у дороги.",
        "The Martuni region was handed over on Friday.",
        "Mr. Smith left Fuzuli.",
        "В Мартуни тихо.",
        "Жители Физули ждут новостей у дороги.",
    ]
    assert [s.language.code for s in sentences] == ["ru", "ru", "en", "en", "ru", "ru"]
    assert sentences[3].words == ("mr", "smith", "left", "fuzuli")
    assert sentences[3].capital == (True, True, False, True)
    assert [REPORT.text[a:b] for a, b in zip(sentences[1].starts, sentences[1].ends, strict=True)][1] == "Физули"


def test_a_correction_sees_the_sentences_that_recognition_saw(gazetteer: Gazetteer) -> None:
    report = replace(REPORT, text=f"{RUSSIAN}\n\nThe bridge is closed. Mr. Qwerin Tepe waits, and Fuzuli sleeps.")
    [mention] = [m for m in recognise(report, gazetteer) if m.surface == "Fuzuli"]
    decision = Override("Qwerin Tepe", "shusha", document="1", context="Fuzuli Mr")
    [added], _ = Decisions.of([decision], gazetteer).apply(report, [], gazetteer)
    assert (added.sentence_start, added.sentence_end) == (mention.sentence_start, mention.sentence_end)


PIECES = st.sampled_from(
    ["Mr.", "Шуша", "тихо.", "quiet.", "\n", "\n\n", "Goris", "\u00ad", "e\u0301", "Բաքու", "։", " ", "2.5", "“", "”", "дорога у села", "long words here"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join), st.sampled_from(["en", "ru", "hy"]))
def test_any_text_has_sentences_in_order_that_hold_their_words(text: str, language: str) -> None:
    report = Document(id="1", text=text, language=language)
    read = Sentences(report)
    sentences = list(read)
    assert [s.start for s in sentences] == sorted({s.start for s in sentences})
    assert all(one.end <= other.start for one, other in pairwise(sentences))
    for sentence in sentences:
        assert text[sentence.start : sentence.end].strip()
        assert all(sentence.start <= a < b <= sentence.end for a, b in zip(sentence.starts, sentence.ends, strict=True))
        assert read.at(sentence.start) is read.at(sentence.end - 1) is sentence
    assert tuple(word for sentence in sentences for word in sentence.words) == prepare(report).words


def test_a_text_in_another_script_than_its_stated_language_is_read_as_what_it_is() -> None:
    report = Document(id="1", text="The Foreign Ministry of Armenia appealed for calm.", language="ru")
    assert [language for _, _, language in passages(report)] == ["en"]
    assert passages(Document(id="2", text="Baku.", language="ru"))[0][2] == "ru"  # too little to tell
