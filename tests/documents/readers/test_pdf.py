"""PDF: the order of reading, paragraphs made whole, running heads gone, scans named."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from fpdf import FPDF

from conflictmap._errors import Problem, UnreadableError
from conflictmap._limits import Limits
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Part, Source
from conflictmap.documents.readers import pdf

if TYPE_CHECKING:
    from collections.abc import Callable

LEFT = [
    "Shells fell near Hadrut and in the villages",
    "of the valley on Sunday. Men went home to Step-",
    "anakert, and the forces of Nagorno-",
    "Karabakh withdrew to the heights of Karmir",
    "Shuka, where they stayed. It was quiet there.",
]
RIGHT = [
    "In Barda the market was open. Nobody had",
    "heard of shells that had come from the hills,",
    "and the road to Terter was full of lorries,",
    "as people told the agency by telephone on",
    "Monday morning, when the rain had stopped.",
]
HEADLINES = [
    "A quiet week on the line and elsewhere, says the monitor",
    "What the villages of the south have seen",
    "Prices",
]


def made(fill: Callable[[FPDF], None], **said: str) -> bytes:
    document = FPDF()
    document.set_font("Helvetica", size=10)
    document.set_creation_date(dt.datetime(2020, 11, 4, 9, 30, tzinfo=dt.UTC))
    if "title" in said:
        document.set_title(said["title"])
    fill(document)
    return bytes(document.output())


def write(document: FPDF, x: float, y: float, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        document.text(x, y + 5 * number, line)


def report(document: FPDF) -> None:
    for page, headline in enumerate(HEADLINES, 1):
        document.add_page()
        document.set_font("Helvetica", size=8)
        document.text(20, 12, "Example Monitor of Sumgait")
        document.text(100, 288, f"Page {page} of {len(HEADLINES)}")
        document.set_font("Helvetica", "B", 16)
        document.text(20, 28, headline)
        document.set_font("Helvetica", size=10)
        # As some programs write it: line by line over both columns.
        for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            document.text(20, 45 + 5 * number, left)
            document.text(112, 45 + 5 * number, right)


def read(data: bytes, name: str = "a.pdf", limits: Limits | None = None) -> list[Part | Problem | Source]:
    return list(pdf.read(Source(name, data=data), Choices(limits=limits or Limits())))


def one(data: bytes, name: str = "a.pdf") -> Part:
    [part] = read(data, name)
    assert isinstance(part, Part)
    return part


def test_columns_are_read_one_after_the_other_and_lines_are_joined() -> None:
    first, left, right = one(made(report)).text.split("\n\n")[:3]
    assert first == HEADLINES[0]
    assert left == (
        "Shells fell near Hadrut and in the villages of the valley on Sunday. Men went home to Stepanakert, and the "
        "forces of Nagorno-Karabakh withdrew to the heights of Karmir Shuka, where they stayed. It was quiet there."
    )
    assert right.startswith("In Barda the market was open. Nobody had heard of shells")
    assert right.endswith("when the rain had stopped.")


def test_running_heads_and_page_numbers_are_left_out() -> None:
    text = one(made(report)).text
    assert "Sumgait" not in text
    assert "Page" not in text
    assert [headline in text for headline in HEADLINES] == [True, True, True]


def test_a_paragraph_goes_on_over_the_page() -> None:
    def fill(document: FPDF) -> None:
        document.add_page()
        write(document, 20, 40, ["The column had left the town in the morning and was seen on the road to"])
        document.add_page()
        write(document, 20, 40, ["the village of Togh in the evening.", "", "Barda was quiet."])

    assert one(made(fill)).text == (
        "The column had left the town in the morning and was seen on the road to the village of Togh in the evening."
        "\n\nBarda was quiet."
    )


def test_the_rows_of_a_table_stay_rows() -> None:
    def fill(document: FPDF) -> None:
        document.add_page()
        for number, (town, hurt) in enumerate(
            [("Hadrut", "2"), ("Barda", "0"), ("Togh", "1"), ("Terter", "4"), ("Shusha", "3")]
        ):
            write(document, 20, 60 + 6 * number, [town])
            write(document, 120, 60 + 6 * number, [f"{hurt} hurt"])

    assert "Hadrut\t2 hurt" in one(made(fill)).text


def test_marks_of_notes_are_no_letters_of_names() -> None:
    def fill(document: FPDF) -> None:
        document.add_page()
        document.set_xy(20, 60)
        document.write(5, "Calm in Hadrut")
        document.char_vpos = "SUP"
        document.write(5, "12")
        document.char_vpos = "LINE"
        document.write(5, " and in Shusha.")

    assert one(made(fill)).text == "Calm in Hadrut and in Shusha."


def test_the_title_is_as_the_file_states_it_and_the_day_it_was_made_is_none_of_the_report() -> None:
    part = one(made(report, title="Weekly report 12"))
    assert part.title == "Weekly report 12"
    assert (part.date, part.made) == (None, True)


@pytest.mark.parametrize(
    "title", ["Microsoft Word - report 7.docx", "untitled", "Document1", "report.indd", "PowerPoint Presentation", "12"]
)
def test_titles_that_programs_make_up_are_none(title: str) -> None:
    assert one(made(report, title=title)).title is None


def scan(document: FPDF) -> None:
    from PIL import Image

    document.add_page()
    document.image(Image.new("RGB", (40, 40), "grey"), 20, 20, 160)


def test_a_scan_is_named_with_the_way_out() -> None:
    with pytest.raises(UnreadableError, match=r"^a scanned PDF; run OCR first$"):
        read(made(scan))


def test_scanned_pages_between_others_are_named() -> None:
    def fill(document: FPDF) -> None:
        report(document)
        scan(document)

    problem, part = read(made(fill))
    assert str(problem) == "a.pdf, page 4: scanned, without text; run OCR first"
    assert isinstance(part, Part)


def test_an_empty_page_is_no_scan() -> None:
    with pytest.raises(UnreadableError, match=r"^no text$"):
        read(made(lambda document: document.add_page()))


def test_a_password_is_named() -> None:
    def fill(document: FPDF) -> None:
        report(document)
        document.set_encryption(owner_password="a", user_password="b")

    with pytest.raises(UnreadableError, match=r"^a PDF with a password; save it without$"):
        read(made(fill))


@pytest.mark.parametrize("length", [0, 5, 100, 900])
def test_a_file_that_breaks_off_is_named(length: int) -> None:
    with pytest.raises(UnreadableError, match=r"^(?:a damaged PDF|no text)$"):
        read(made(report)[:length])


def test_more_pages_than_allowed_are_refused() -> None:
    with pytest.raises(UnreadableError, match="a PDF of 3 pages; split it"):
        read(made(report), limits=Limits(pages=2))


def test_a_pdf_is_known_by_its_first_bytes() -> None:
    kind = format_of(Source("report.txt", data=made(report)))
    assert kind is not None
    assert kind.name == "PDF"
