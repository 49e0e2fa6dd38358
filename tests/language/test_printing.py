"""What print and mail put into a text is read past, and every offset leads back to the text as it was given."""

from __future__ import annotations

import random

import pytest

from conflictmap.language.folding import fold_text
from conflictmap.language.printing import unprinted, with_blanks, without_marks

GAPS = [
    "  ",
    "\n",
    "\r\n",
    "\n    ",
    "\n\t",
    "\n> ",
    "\n> > ",
    "\r\n> ",
    " \n",
    " \r\n  ",
    "\u00a0",
    "\u2009",
    "\u202f",
]


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("name", ["Karmir Shuka", "Кармир Шука", "Կարմիր շուկա", "Dağlıq Qarabağ", "Dağlık Karabağ"])
def test_a_gap_inside_a_name_is_one_character(name: str, gap: str) -> None:
    first, second = name.title().split()
    visible, offsets = unprinted(f"at {first}{gap}{second}.")
    assert len(visible) == len(f"at {name}.")
    assert with_blanks(visible)[3 + len(first)] in " \n"
    if offsets is not None:
        assert offsets[3 + len(first) + 1] == 3 + len(first) + len(gap)


@pytest.mark.parametrize(
    "address",
    [
        "www.shusha.example",
        "https://news.example/hadrut/goris-1.html?q=kapan",
        "press@goris.am",
        "first.last@lachin.gov.az",
        "goris.pdf",
        "reports/2020/hadrut.docx",
        "/hadrut/index.html",
        "/hadrut/",
        "C:\\reports\\goris\\kapan.txt",
        "shusha.az",
        "news.am/goris",
        "@hadrut_news",
        "NEWS.AM",
        "гадрут.рф",
        "ftp://files.example/Goris",
    ],
)
@pytest.mark.parametrize("around", ["See {} today.", "({})", "{}", "«{}», he said", "{}."])
def test_an_address_holds_no_words(address: str, around: str) -> None:
    text = around.format(address)
    visible = without_marks(text)
    assert visible == around.format("0" * len(address)) or set(visible[text.index(address) :][: len(address)]) <= {
        "0",
        ".",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Shusha/Shushi and Goris",
        "Shushi /Shusha/",
        "Гадрут.Тогда",
        "He left Goris.Then it rained",
        "and/or",
        "т.е. Горис",
        "U.S. forces",
        "#Shusha",
        "p.m. in Goris",
        "Kapan, Goris",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert unprinted(text) == (text, None)
    assert without_marks(text) == text


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("Hadrut1 fell", "Hadrut* fell"),
        ("Shusha² fell", "Shusha* fell"),
        ("Goris12, Kapan", "Goris**, Kapan"),
        ("Гадрут¹", "Гадрут*"),
        ("Գորիս³։", "Գորիս*։"),
        ("Şuşa¹²", "Şuşa**"),
        ("Lachinᵃ", "Lachin*"),
        ("T72 and Su25", "T72 and Su25"),
        ("20 km² of land", "20 km² of land"),
        ("Goris2020", "Goris2020"),
        ("Goris1a", "Goris1a"),
    ],
)
def test_a_note_mark_is_no_part_of_the_word(text: str, visible: str) -> None:
    assert without_marks(text) == visible


def test_columns_are_not_words_of_one_name() -> None:
    assert unprinted("Goris      Kapan") == ("Goris      Kapan", None)


def test_offsets_are_exact_whatever_stands_between() -> None:
    pieces = [
        *GAPS,
        " ",
        "\u00ad",
        "\u00ad\n",
        "\u0301",
        "\u200b",
        "-\n",
        "-",
        ".",
        "1",
        "²",
        "Shusha",
        "Гадрут",
        "şuşa",
        ">",
    ]
    rng = random.Random(1)
    for _ in range(500):
        text = "".join(rng.choices(pieces, k=30))
        visible, folded, offsets = fold_text(text)
        assert len(visible) == len(folded)
        if offsets is None:
            assert len(visible) == len(text)
            continue
        assert len(offsets) == len(visible) + 1
        assert offsets == sorted(set(offsets))
        assert offsets[-1] == len(text)
        for i, char in enumerate(visible):
            if char.isalpha():
                assert text[offsets[i]] == char
