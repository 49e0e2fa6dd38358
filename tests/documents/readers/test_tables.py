"""Tables as reports: which column is what, and what is said of rows that cannot be read."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from typing import Any

import pytest

from conflictmap._errors import Problem, UnreadableError
from conflictmap._limits import Limits
from conflictmap.documents.formats import format_of
from conflictmap.documents.metadata import date_of
from conflictmap.documents.parts import Choices, Note, Part, Source

CALM = "Barda was calm on Sunday, residents of the town said to the agency."
FIRE = "Two shells fell near Martakert at night; nobody was hurt, the ministry said."
HEADER = ["nr", "datum", "Text", "URL", "Quelle", "Lat", "Long"]
ROWS = [
    ["1", "04.10.2020", CALM, "https://example.org/1", "APA", "40,37", "47,12"],
    ["2", "05.10.2020", FIRE, "https://example.org/2", "", "", ""],
]


def items(name: str, data: bytes, **choices: Any) -> list[Any]:
    source = Source(name, data=data)
    kind = format_of(source)
    assert kind is not None
    return list(kind.load()(source, Choices(**choices)))


def delimited(rows: list[list[str]], mark: str = ",", encoding: str = "utf-8", end: str = "\n") -> bytes:
    return "".join(mark.join(f'"{c}"' if mark in c or "\n" in c else c for c in row) + end for row in rows).encode(
        encoding
    )


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_marks_and_decimal_commas(mark: str, encoding: str) -> None:
    first, second = items("a.csv", delimited([HEADER, *ROWS], mark, encoding, "\r\n"))
    assert first == Part(CALM, "", "row 2", None, "04.10.2020", "https://example.org/1", "APA", None, 40.37, 47.12)
    assert (second.text, second.where, second.lat) == (FIRE, "row 3", None)


def test_the_line_that_names_the_delimiter_is_no_header() -> None:
    assert [part.where for part in items("a.csv", b"sep=;\r\n" + delimited([HEADER, *ROWS], ";"))] == ["row 3", "row 4"]


def test_what_was_guessed_is_told_once() -> None:
    notes: list[Note] = []
    items("a.csv", delimited([HEADER, *ROWS]), on_note=notes.append)
    assert notes == [
        Note("a.csv", "text from text, date from datum, url from url, source from quelle, lat from lat, lon from long")
    ]


def test_a_chosen_column_counts_and_must_exist() -> None:
    rows = [["id", "titel", "kurz", "body"], ["7", "Ruhe", "Ruhe in der Stadt Barda gemeldet", CALM]]
    [part] = items("a.csv", delimited(rows), columns={"text": "Kurz", "title": "titel"})
    assert (part.text, part.title, part.id) == ("Ruhe in der Stadt Barda gemeldet", "Ruhe", "7")
    with pytest.raises(UnreadableError, match=r"no column 'lead' for the text; columns are id, titel, kurz, body"):
        items("a.csv", delimited(rows), columns={"text": "lead"}, required=frozenset(["text"]))


def test_a_column_that_one_of_many_tables_lacks_is_guessed_there_and_said() -> None:
    notes: list[Note] = []
    rows = [["id", "body"], ["7", CALM]]
    [part] = items("a.csv", delimited(rows), columns={"text": "lead"}, on_note=notes.append)
    assert part.text == CALM
    assert Note("a.csv", "no column 'lead' for the text; it is guessed", doubtful=True) in notes
    with pytest.raises(UnreadableError, match=r"no column 'lead' for the text; columns are id, place"):
        items("a.csv", delimited([["id", "place"], ["7", "Goris"]]), columns={"text": "lead"})


def test_a_table_without_a_text_is_refused_with_its_columns() -> None:
    rows = [["id", "place", "kind"], ["7", "Goris", "town"], ["8", "Tegh", "village"]]
    with pytest.raises(
        UnreadableError, match=r"no text column; columns are id, place, kind. Name one with --text-column kind"
    ):
        items("a.csv", delimited(rows))


def test_a_list_of_headlines_is_read_as_headlines() -> None:
    rows = [
        ["headline", "published"],
        ["Two shells fell near Martakert", "2020-10-05"],
        ["Calm in Barda", "2020-10-06"],
    ]
    assert [(part.text, part.date) for part in items("a.csv", delimited(rows))] == [
        ("Two shells fell near Martakert", "2020-10-05"),
        ("Calm in Barda", "2020-10-06"),
    ]


def test_a_column_called_text_is_one_however_short() -> None:
    assert [part.text for part in items("a.csv", b"text,kind\nIn Goris,a\nIn Tegh,b\n")] == ["In Goris", "In Tegh"]


def test_the_bound_on_cells_is_as_it_was_for_whoever_reads_tables_next() -> None:
    before = csv.field_size_limit(1000)
    try:
        long = "Calm in Goris. " * 20_000
        assert [part.text for part in items("a.csv", delimited([["id", "text"], ["1", long]]))] == [long]
        assert csv.field_size_limit() == 1000
    finally:
        csv.field_size_limit(before)


def test_a_ragged_row_or_one_without_text_costs_that_row() -> None:
    rows = [["id", "text"], ["1", CALM], ["2", "a", "b"], ["3", ""], ["4"], [], ["5", FIRE]]
    found = items("a.csv", delimited(rows))
    assert [part.id for part in found if isinstance(part, Part)] == ["1", "5"]
    assert [str(problem) for problem in found if isinstance(problem, Problem)] == [
        "a.csv, row 3: 3 cells, but 2 columns; put a cell that holds the delimiter in quotes",
        "a.csv, row 4: no text",
        "a.csv, row 5: no text",
    ]


def test_a_quote_that_is_never_closed_costs_its_row() -> None:
    data = f'id,text\n1,"{CALM}"\n2,"broken\n3,"{FIRE} ""End"".\nSecond line."\n'.encode()
    assert [part.text for part in items("a.csv", data)] == [CALM, "broken", f'{FIRE} "End".\nSecond line.']
    inner = f'id,text\n1,"{CALM}\nHe said "never" then."\n2,"{FIRE}"\n'.encode()
    assert [part.text for part in items("a.csv", inner)] == [f'{CALM}\nHe said never" then."', FIRE]
    tabs = f'id\ttext\n1\t"Calm" {CALM}\n2\t"{FIRE}\n'.encode()
    assert [part.text for part in items("a.tsv", tabs)] == [f'"Calm" {CALM}', f'"{FIRE}']


def test_long_cells_and_lines_in_cells_and_guarded_cells_are_whole() -> None:
    long = "Calm in Goris. " * 20_000
    found = items(
        "a.csv", delimited([["id", "text"], ["1", long], ["2", "One.\nTwo."], ["3", "'-- said the minister"]])
    )
    assert [part.text for part in found] == [long, "One.\nTwo.", "-- said the minister"]


def test_a_column_of_another_name_is_known_by_its_cells_and_a_header_may_be_missing() -> None:
    rows = [["a", "b", "c"], ["7", CALM, "2020-10-04"], ["8", FIRE, "2020-10-05"]]
    assert [(part.text, part.date) for part in items("a.csv", delimited(rows))] == [
        (CALM, "2020-10-04"),
        (FIRE, "2020-10-05"),
    ]
    assert [part.text for part in items("a.csv", delimited(rows[1:]))] == [CALM, FIRE]


ACLED = """event_id_cnty,event_date,year,disorder_type,event_type,actor1,country,admin1,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp
AZE1234,04 October 2020,2020,Political violence,Shelling/artillery/missile attack,Military Forces of Armenia,Azerbaijan,Ganja,Ganja,40.6828,46.3606,1,Ministry of Defence of Azerbaijan; APA,National,"On 4 October 2020, Armenian forces shelled Ganja. One person was killed.",1,,1618581505
"""


def test_acled() -> None:
    [part] = items("acled.csv", ACLED.encode())
    assert part == Part(
        "On 4 October 2020, Armenian forces shelled Ganja. One person was killed.",
        "AZE1234",
        "row 2",
        None,
        "04 October 2020",
        None,
        "Ministry of Defence of Azerbaijan; APA",
        None,
        40.6828,
        46.3606,
    )


GED = '''id,relid,year,conflict_name,side_a,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,latitude,longitude,date_start,date_end,best
343434,AZE-2020-1-811-1,2020,Azerbaijan: Nagorno-Karabakh,Government of Azerbaijan,Republic of Artsakh,1,"""Agence France Presse,2020-10-04,Stepanakert shelled""",Agence France Presse,2020-10-04,Stepanakert shelled,AFP,1,Stepanakert town,Stepanakert,,39.815,46.752,2020-10-04 00:00:00.000,2020-10-04 00:00:00.000,2
'''


def test_ucdp_ged() -> None:
    [part] = items("ged.csv", GED.encode())
    assert (part.text, part.id, part.title) == ("Stepanakert shelled\nStepanakert", "343434", "Stepanakert shelled")
    assert (part.date, part.publisher) == ("2020-10-04 00:00:00.000", "Agence France Presse")
    assert (part.lat, part.lon) == (39.815, 46.752)


def test_gdelt() -> None:
    cells = [""] * 27
    cells[:5] = ["20201004083000-12", "20201004083000", "1", "news.am", "https://news.am/eng/1.html"]
    cells[25] = "srclc:rus;eng:GT-RUS 1.0"
    cells[26] = '<PAGE_LINKS>x</PAGE_LINKS><PAGE_TITLE>Шуша &amp; "Гадрут" обстреляны</PAGE_TITLE>'
    [part] = items("20201004083000.gkg.csv", "\t".join(cells).encode())
    assert (part.text, part.date) == ('Шуша & "Гадрут" обстреляны', "20201004")
    assert (part.url, part.publisher, part.language) == ("https://news.am/eng/1.html", "news.am", "ru")
    event = ["950000000", "20201004", *["x"] * 58, "https://news.am/eng/1.html"]
    with pytest.raises(UnreadableError, match="GDELT events, which hold no text"):
        items("20201004.export.csv", "\t".join(event).encode())
    headlines = delimited(
        [["URL", "MobileURL", "Date", "Title"], ["https://a.am/1", "", "2020-10-04 08:30:00", "Shusha shelled again"]]
    )
    assert items("gdelt.csv", headlines)[0].text == "Shusha shelled again"


def test_the_row_of_hxl_tags_is_no_report() -> None:
    rows = [["Report", "Date"], ["#description", "#date"], [CALM, "2020-10-04"]]
    [part] = items("a.csv", delimited(rows))
    assert (part.text, part.where) == (CALM, "row 3")


def test_reliefweb() -> None:
    rows = [
        ["id", "title", "body", "date.created", "date.original", "source", "url", "country"],
        ["368", "Sitrep", f"<p>{CALM}</p>", "2020-10-06", "2020-10-05", "OCHA", "https://reliefweb.int/1", "Armenia"],
    ]
    [part] = items("rw.csv", delimited(rows))
    assert (part.text, part.date, part.publisher, part.title) == (CALM, "2020-10-05", "OCHA", "Sitrep")


def test_our_own_tables_are_no_reports() -> None:
    with pytest.raises(UnreadableError, match="a table of mentions"):
        items("m.csv", b"document_id,title,surface,sentence,place_id\na,x,Barda,Barda was calm.,barda\n")


@pytest.mark.formats
def test_a_page_under_a_tables_name_is_named() -> None:
    with pytest.raises(UnreadableError, match=r"a web page"):
        items("export.xls", b"<html><table><tr><td>x</td></tr></table></html>")


def test_more_rows_than_allowed_are_not_read() -> None:
    *_, problem = items(
        "a.csv", delimited([["id", "text"], *[[str(i), CALM] for i in range(9)]]), limits=Limits(rows=3)
    )
    assert "more than 3 rows" in problem.why


def workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


REPORTS = [
    ["Daily reports, October 2020"],
    [],
    ["No", "Day", "Report"],
    [1, dt.date(2020, 10, 4), CALM],
    [2, dt.datetime.fromisoformat("2020-10-05T08:00"), FIRE],
]


def test_every_sheet_of_a_workbook_with_text_is_read_and_dates_are_dates() -> None:
    found = items(
        "a.xlsx", workbook({"Key": [["code", "meaning"], ["1", "calm"]], "October": REPORTS, "More": REPORTS[2:4]})
    )
    assert [(part.text, part.date, part.where) for part in found] == [
        (CALM, dt.date(2020, 10, 4), "sheet October, row 4"),
        (FIRE, dt.date(2020, 10, 5), "sheet October, row 5"),
        (CALM, dt.date(2020, 10, 4), "sheet More, row 2"),
    ]


@pytest.mark.formats
def test_old_workbooks_and_open_documents_too() -> None:
    import odf.opendocument
    import odf.table
    import odf.text
    import xlwt

    old = xlwt.Workbook()
    sheet = old.add_sheet("October")
    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="October")
    for i, row in enumerate([["No", "Day", "Report"], [1, dt.date(2020, 10, 4), CALM]]):
        line = odf.table.TableRow()
        for j, value in enumerate(row):
            sheet.write(
                i,
                j,
                value,
                xlwt.easyxf(num_format_str="D.M.YYYY") if isinstance(value, dt.date) else xlwt.Style.default_style,
            )
            kind = (
                {"valuetype": "date", "datevalue": str(value)}
                if isinstance(value, dt.date)
                else {"valuetype": "string"}
            )
            cell = odf.table.TableCell(**kind)
            cell.addElement(odf.text.P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    for name, book in (("a.xls", old), ("a.ods", document)):
        file = io.BytesIO()
        book.save(file)
        [part] = items(name, file.getvalue())
        assert (part.text, part.date, part.where) == (CALM, dt.date(2020, 10, 4), "row 2")


@pytest.mark.formats
def test_text_under_the_name_of_a_workbook_is_read() -> None:
    assert [part.text for part in items("export.xls", delimited([HEADER, *ROWS], "\t"))] == [CALM, FIRE]


def test_a_workbook_that_would_fill_the_memory_is_refused() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "text"
    book.active["XFD1048576"] = CALM
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(UnreadableError, match="a sheet of 1048576 rows and 16384 columns"):
        items("far.xlsx", file.getvalue())
    content = (
        '<o xmlns:table="t" xmlns:text="x"><table:table><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table></o>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        box.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        box.writestr("content.xml", content)
    with pytest.raises(UnreadableError, match="a sheet of 1048576 rows and 16384 columns"):
        items("far.ods", file.getvalue())
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("xl/workbook.xml", b" " * 20_000_000)
    with pytest.raises(UnreadableError, match="unpacks to 20 MB"):
        items("bomb.xlsx", file.getvalue())
    whole = workbook({"a": REPORTS})
    for broken in (whole[:-300], whole[:40] + whole[90:]):
        with pytest.raises(UnreadableError, match="damaged"):
            items("cut.xlsx", broken)


@pytest.mark.formats
def test_an_old_workbook_that_is_damaged_is_named() -> None:
    with pytest.raises(UnreadableError, match=r"cannot be read as a spreadsheet .* save it as .xlsx"):
        items("cut.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20))


TABLE = {
    "id": [1, 2],
    "text": [CALM, FIRE],
    "date": [dt.date(2020, 10, 4), None],
    "lat": [40.3, float("nan")],
    "lon": [47.1, 1.0],
}


@pytest.mark.formats
def test_parquet_and_feather() -> None:
    import pyarrow as pa
    import pyarrow.feather
    import pyarrow.parquet

    table = pa.table(TABLE)
    for name, write in (("a.parquet", pa.parquet.write_table), ("a.feather", pa.feather.write_feather)):
        file = io.BytesIO()
        write(table, file)
        first, second = items(name, file.getvalue())
        assert first == Part(CALM, "1", "row 1", None, dt.date(2020, 10, 4), None, None, None, 40.3, 47.1)
        assert (second.text, second.id, second.date, second.lat) == (FIRE, "2", None, None)
        with pytest.raises(UnreadableError, match="damaged"):
            items(name, file.getvalue()[:-40])


@pytest.mark.formats
def test_offsets_that_lead_out_of_a_file_cost_the_file_only() -> None:
    import pyarrow as pa

    file = io.BytesIO()
    with pa.ipc.new_file(file, (table := pa.table({"text": [CALM]})).schema) as out:
        out.write_table(table)
    data = file.getvalue()
    end = len(CALM).to_bytes(4, "little")
    at = data.index(b"\0\0\0\0" + end, data.index(b"ARROW1") + 200)
    with pytest.raises(UnreadableError, match="damaged"):
        items("a.arrow", data[: at + 4] + (1 << 30).to_bytes(4, "little") + data[at + 8 :])


def test_a_table_is_known_without_its_suffix() -> None:
    assert [part.text for part in items("stdin", delimited([["id", "date", "text"], ["1", "2020-10-04", CALM]]))] == [
        CALM
    ]


DATES = {
    "datum": ["04.10.2020", "05.10.2020", "unknown"],
    "Tag der Meldung": ["4.10.2020", "see below", "5.10.2020"],
    "date": ["4-Oct-20", "soon", "later"],
    "Tarix": ["44108", "44109", "?"],
    "თარიღი": ["04.10.20", "05.10.20", ""],
}


@pytest.mark.parametrize(("name", "cells"), list(DATES.items()))
def test_a_bad_cell_costs_itself_and_not_the_column_of_dates(name: str, cells: list[str]) -> None:
    first, *_ = items("a.csv", delimited([[name, "text"], *([cell, CALM] for cell in cells)]))
    assert date_of(first.date, "", "")[0] == dt.date(2020, 10, 4)


def test_a_column_of_dates_of_which_none_can_be_read_is_told() -> None:
    notes: list[Note] = []
    items("a.csv", delimited([["Datum", "text"], ["bald", CALM], ["später", FIRE]]), on_note=notes.append)
    assert [note for note in notes if note.doubtful] == [
        Note("a.csv", "no dates: none can be read in the column datum, as 'bald'; write them as YYYY-MM-DD", True)
    ]
    notes.clear()
    items("a.csv", delimited([["day", "text"], ["Monday", CALM], ["Sunday", FIRE]]), on_note=notes.append)
    assert [note for note in notes if note.doubtful] == []


@pytest.mark.parametrize(
    "header",
    [
        ["Tarix", "Başlıq", "Mətn", "Mənbə"],
        ["TARİX", "BAŞLIQ", "MƏTN", "MƏNBƏ"],
        ["Tarih", "Başlık", "Metin", "Kaynak"],
        ["TARİH", "BAŞLIK", "METİN", "KAYNAK"],
        ["Дата", "Заголовок", "Текст", "Источник"],
        ["Ամսաթիվ", "Վերնագիր", "Տեքստ", "Աղբյուր"],
        ["Date", "Titre", "Texte", "Source"],
        ["Datum", "Titel", "Inhalt", "Quelle"],
        ["Fecha", "Título", "Texto", "Fuente"],
        ["თარიღი", "სათაური", "ტექსტი", "წყარო"],
        ["تاریخ", "عنوان", "متن", "منبع"],
    ],
)
def test_headings_are_known_in_the_languages_of_the_reports(header: list[str]) -> None:
    rows = [["04.10.2020", "Ruhe", "Barda sakin", "APA"], ["05.10.2020", "Gefecht", "Ağdam", "APA"]]
    first, second = items("a.csv", delimited([header, *rows]))
    assert (first.text, first.title, first.date, first.publisher) == ("Barda sakin", "Ruhe", "04.10.2020", "APA")
    assert second.text == "Ağdam"


def test_no_column_of_dates_is_proposed_as_the_text() -> None:
    rows = [["gemeldet", "n"], ["4 October 2020, 10 h", "x1"], ["5 October 2020, 11 h", "x2"]]
    with pytest.raises(UnreadableError, match="Name one with --text-column n, in Python call it text"):
        items("a.csv", delimited(rows))
