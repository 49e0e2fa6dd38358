"""Names as people type them: run together, mistyped, in other letters, abbreviated. The inputs stand in `spellings.txt`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conflictmap.language.detect import detect_language
from conflictmap.model.document import Document
from conflictmap.recognition.recognise import recognise
from conflictmap.resolution.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.gazetteer.gazetteer import Gazetteer


def _inputs() -> Iterator[object]:
    section = ""
    for line in (Path(__file__).parent / "spellings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif " | " in line and not line.startswith("#"):
            code, text, expected = line.split(" | ")
            yield pytest.param(code, text, expected, id=f"{section}: {text}")


@pytest.mark.parametrize(("code", "text", "expected"), list(_inputs()))
def test_a_name_is_known_as_it_is_typed(gazetteer: Gazetteer, code: str, text: str, expected: str) -> None:
    report = Document(id="report", text=text, language=code)
    mentions = resolve(recognise(report, gazetteer), gazetteer, report)
    for pair in expected.split(" ; "):
        surface, place = pair.split(" = ")
        at = text.index(surface)
        here = [m for m in mentions if m.start < at + len(surface) and at < m.end]
        assert [(m.surface, m.place_id) for m in here] == (
            [] if place == "-" else [(surface, here and here[0].place_id)]
        )
        assert place == "-" or here[0].place_id.startswith(place)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Susada ve Xankendide veziyyet sakitdir, Agdamin kendleri bosdur.", "az"),
        ("Azerbaycan ordusu Fuzuli ve Cebrayil rayonlarinda bir nece kendi azad edib", "az"),
        ("Susa’da catisma surdu, Hankendi’nde siren caldi.", "tr"),
        ("Bakan dun Ankara'da gazetecilere konustu ve bolgede durum icin yeni bir adim atilacagini soyledi", "tr"),
        ("V Shushe tiho, no pod Gadrutom opjat' idut boi.", "ru"),
        ("Nagornyj Karabah ne prosil ob etom, skazal ministr.", "ru"),
        ("Шушада митинг олуб вә һеч ким өлмәјиб", "az"),
        ("Қазақстан президенті бүгін Алматыда болды, деп хабарлады баспасөз қызметі", "kk"),
        ("Татарстан Республикасы Рәисе бүген Казанда җыелыш үткәрде", "ru"),
        ("Претседателот на Македонија денес ја посети Скопје", "ru"),
        ("Shelling in Hadrut kills two, Baku denies attack", "en"),
        ("I soldati italiani sono stati attaccati in Libia durante la notte e molti feriti sono arrivati", "it"),
        ("Les soldats sont partis de la ville dans la nuit et le gouvernement a dit que tout est calme", "fr"),
        ("Die Soldaten wurden in der Nacht von den Bergen her beschossen und haben sich abgesetzt", "de"),
        ("Vojska je sinoc napala selo na istoku zemlje i ubila dva civila, rekao je ministar", "hr"),
        ("Tentara menyerang desa di timur negara itu dan menewaskan dua warga sipil, kata menteri", "id"),
    ],
)
def test_the_language_of_a_text_in_other_letters_is_told(text: str, code: str) -> None:
    assert detect_language(text) == code
