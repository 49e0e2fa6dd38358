"""When a report came out: as stated, by its name and folders, by its dateline; never by its story."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest

from conflictmap import Problem, read
from conflictmap.documents.metadata import date_of, front_matter

SUNDAY = dt.date(2020, 11, 1)
FOURTH = dt.date(2020, 10, 4)
WAR = dt.date(2020, 9, 27)


@pytest.mark.parametrize(
    ("stated", "date", "period"),
    [
        ("2020-11-01", SUNDAY, None),
        ("2020-11-01T16:25+04", SUNDAY, None),
        ("2020-11-01T23:59:59.000-10:00", SUNDAY, None),
        ("2020-11-01 16:25", SUNDAY, None),
        ("2020-11-01  # a comment", SUNDAY, None),
        ('"2020-11-01"', SUNDAY, None),
        ("20201101", SUNDAY, None),
        ("20201101T162500Z", SUNDAY, None),
        ("2020/11/01", SUNDAY, None),
        ("1 November 2020", SUNDAY, None),
        ("November 1st, 2020", SUNDAY, None),
        ("Sunday, 1st of November, 2020", SUNDAY, None),
        ("1-Nov-2020", SUNDAY, None),
        ("Sun, 01 Nov 2020 16:25:00 +0400", SUNDAY, None),
        ("Sun Nov 01 22:10:00 +0000 2020", SUNDAY, None),
        ("01.11.2020", SUNDAY, None),
        ("01.11.20", SUNDAY, None),
        ("1 ноября 2020 г.", SUNDAY, None),
        ("1 Kasım 2020 Pazar 10:20", SUNDAY, None),
        ("1 KASIM 2020", SUNDAY, None),
        ("1 noyabr 2020-ci il", SUNDAY, None),
        ("2020-ci il noyabrın 1-i", SUNDAY, None),
        ("1 նոյեմբերի 2020", SUNDAY, None),
        ("2020 թ. նոյեմբերի 1", SUNDAY, None),
        ("Tarix: 01.11.2020, 10:20", SUNDAY, None),
        ("1. November 2020", SUNDAY, None),
        ("Sonntag, 1. November 2020", SUNDAY, None),
        ("dimanche 1er novembre 2020", SUNDAY, None),
        ("1 de noviembre de 2020", SUNDAY, None),
        ("1 ნოემბერი 2020", SUNDAY, None),
        ("1 نوامبر 2020", SUNDAY, None),
        ("1-Nov-20", SUNDAY, None),
        ("01 Nov 20", SUNDAY, None),
        ("1604248751", SUNDAY, None),
        ("1604248751000", SUNDAY, None),
        ("25/10/2020", dt.date(2020, 10, 25), None),
        ("10/25/2020", dt.date(2020, 10, 25), None),
        ("2020-12", None, "2020-12"),
        ("December 2020", None, "2020-12"),
        ("декабрь 2020 г.", None, "2020-12"),
        ("Aralık 2020", None, "2020-12"),
        ("12.2020", None, "2020-12"),
        ("2020", None, "2020"),
        ("2020-ci il", None, "2020"),
        ("", None, None),
        ("unknown", None, None),
        ("n/a", None, None),
        ("неизвестно", None, None),
        ("naməlum", None, None),
    ],
)
def test_dates_are_understood_in_any_usual_form(stated: str, date: dt.date | None, period: str | None) -> None:
    fields, _ = front_matter(f"---\ndate: {stated}\n---\n\nShells fell near Hadrut.")
    assert date_of(fields["date"], "a.txt", "Shells fell near Hadrut.") == (date, period, "")


@pytest.mark.parametrize(
    ("stated", "doubt"),
    [
        ("soon", "date 'soon' is not a date; write it as YYYY-MM-DD"),
        ("31.02.2020", "date '31.02.2020' is not a date"),
        ("2087-01-01", "date '2087-01-01' lies in the future"),
        ("1813-10-24", "is not a date"),
    ],
)
def test_a_date_that_cannot_be_read_costs_the_date_only(tmp_path: Path, stated: str, doubt: str) -> None:
    path = tmp_path / "2020-10-04.txt"
    path.write_text(f"---\ndate: {stated}\n---\nCalm in Goris.", encoding="utf-8")
    problems: list[Problem] = []
    [document] = read(path, on_problem=problems.append)
    assert (document.date, document.text) == (None, "Calm in Goris.")
    assert doubt in problems[0].why
    assert problems[0].why.endswith("; read without a date")
    assert problems[0].partial


def test_the_day_stands_first_where_nothing_tells_and_that_is_said() -> None:
    said = "dates like 04/10/2020 are read as day/month/year, for nothing in it tells"
    for stated, name, text in (
        ("04/10/2020", "", "Shells fell near Hadrut."),
        ("04/10/2020 15:00", "", "Снаряды упали у Гадрута."),
        ("04/10/20", "", "Calm."),
        ("04-10-2020", "", "Calm."),
        (None, "", "Date: 04/10/2020\n\nShells fell near Hadrut."),
        (None, "", "LONDON, 04/10/2020 – Shells fell near Hadrut."),
        (None, "04-10-2020 report.txt", "Calm."),
    ):
        assert date_of(stated, name, text) == (FOURTH, None, said)
        assert date_of(stated, name, text, month_first=True) == (dt.date(2020, 4, 10), None, "")
    assert date_of("04.10.2020", "", "", month_first=True) == (FOURTH, None, "")
    assert date_of("2020/10/04", "", "", month_first=True) == (FOURTH, None, "")


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("20201004_jabrayil.txt", FOURTH),
        ("2020_10_04.txt", FOURTH),
        ("04.10.2020.txt", FOURTH),
        ("04_10_2020 report.txt", FOURTH),
        ("2020-10-04/a.txt", FOURTH),
        ("2020/10/04/a.txt", FOURTH),
        ("2019-01-01/2020-10-04.txt", FOURTH),
        ("sitrep-4-October-2020.txt", FOURTH),
        ("4 октября 2020.txt", FOURTH),
        ("IMG-20201004-WA0001.txt", FOURTH),
        ("12345678.txt", None),
        ("report-2020.txt", None),
        ("20209999.txt", None),
        ("20871004.txt", None),
    ],
)
def test_names_and_folders_tell_the_day(name: str, date: dt.date | None) -> None:
    assert date_of(None, name, "Calm.")[0] == date


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("BAKU, Sept. 27, 2020 (Agency) - Shells fell.", WAR),
        ("STEPANAKERT, SEPTEMBER 27, 2020, ARMENPRESS. Shells fell.", WAR),
        ("Tbilisi, 27 September 2020 (Agency) – Shells fell.", WAR),
        ("September 27, 2020 – Shells fell.", WAR),
        ("(27 September 2020) Shells fell.", WAR),
        ("Published: September 27th, 2020 at 5:30 PM\n\nShells fell.", WAR),
        ("Sunday, 27th September 2020\n\nShells fell.", WAR),
        ("By John Smith | September 27, 2020\n\nShells fell.", WAR),
        ("Sep 27, 2020 · 5:30 PM\nShells fell.", WAR),
        ("2020/09/27 12:00\nShells fell.", WAR),
        ("Report: Shusha\nDate: 2020-09-27\n\nShells fell.", WAR),
        ("Баку, 27 сентября 2020. Агентство:\nСнаряды.", WAR),
        ("БАКУ /Агентство/, 27 сентября 2020 г. – Снаряды.", WAR),
        ("27 сентября 2020, 14:05 — Снаряды.", WAR),
        ("Опубликовано 27 сентября 2020, 10:20\n\nСнаряды.", WAR),
        ("27 sentyabr 2020\n\nMərmilər.", WAR),
        ("Bakı, 27 sentyabr 2020-ci il, AGENTLİK. Mərmilər.", WAR),
        ("Tarix: 27.09.2020\nMərmilər.", WAR),
        ("XƏBƏRLƏR\n27.09.2020 [10:20]\nMərmilər.", WAR),
        ("Ankara, 27 Eylül 2020 (AA) - Mermiler.", WAR),
        ("İSTANBUL, 27 EYLÜL 2020 – Mermiler.", WAR),
        ("27 Eylül 2020 Pazar 12:30\nBaşlık", WAR),
        ("Yayın tarihi: 27 Eylül 2020\nMermiler.", WAR),
        ("27.09.2020 | 12:30\n\nMermiler.", WAR),
        ("ԵՐԵՎԱՆ, 27 ՍԵՊՏԵՄԲԵՐԻ 2020, ԳՈՐԾԱԿԱԼՈՒԹՅՈՒՆ։ Արկեր.", WAR),
        ("ՍՏԵՓԱՆԱԿԵՐՏ, 27 սեպտեմբերի 2020 – Արկեր.", WAR),
        ("Հրապարակված է 2020 թ. սեպտեմբերի 27-ին\n\nԱրկեր.", WAR),
        ("27.09.20\n\nShells fell.", WAR),
        ("Дата: 27.09.20\n\nСнаряды.", WAR),
        ("Stepanakert, 27-Sep-20\n\nShells fell.", WAR),
        ("Сводка за 27 сентября 2020\n\nСнаряды.", WAR),
        ("27 sentyabr 2020-ci il üçün hesabat\n\nMərmilər.", WAR),
        ("Bulletin of 27 September 2020. Shells fell near Hadrut.", WAR),
        ("Daily situation report 27 September 2020 Shells fell near Hadrut.", WAR),
        ("27 September 2020 Shells fell near Hadrut in the morning.", WAR),
        ("Weekly Report on the Ceasefire\n\n27 September 2020 The team visited Hadrut.", WAR),
        ("HADRUT — 27.9.2020. Shells fell.", WAR),
        ("Date: 27/9/20\n\nShells fell.", WAR),
        ("20200927\nShells fell.", WAR),
        ("27 Eylül 2020 Pazar günü\n\nMermiler.", WAR),
        ("The news of 4 April 2016 once more\n\nBAKU, Sept. 27, 2020 – Shells fell.", WAR),
        ("On 4 April 2016 it was shelled, he said.\n\nYEREVAN, September 27, 2020. Shells fell.", WAR),
        ("The ceasefire signed on 12 May 1994 was broken again yesterday.", None),
        ("In Baku, 27 October 2020 was quiet.", None),
        ("Shusha, 8 November 2020, fell without a shot.", None),
        ("The truce of Moscow, 10 October 2020, failed at once.", None),
        ("He was born in Goris on 4 April 1956, and he moved to Kapan.", None),
        ("27 октября 2020 года в Баку было тихо.", None),
        ("27 октября 2020 года Армения заявила об обстреле.", None),
        ("In the report of 4 April 2016. Shells fell.", None),
        ("The report of 4 April 2016 said that shells fell.", None),
        ("The war had begun.\n\n27 September 2020 Armenian sources said so.", None),
        ("Chapter 4.10.20 of the report on shells", None),
        ("Как сообщалось 27 сентября 2020 года, бои начались утром.", None),
        ("2020-ci il sentyabrın 27-də müharibə başlayıb.", None),
        ("27 Eylül 2020'de başlayan savaş sürüyor.", None),
        ("2020 թվականի սեպտեմբերի 27-ին սկսված պատերազմը շարունակվում է։", None),
        ("BAKU, Oct. 27, 2087 (Agency) - Shells fell.", None),
        ("Баку, 27 октября. Агентство: Снаряды.", None),
    ],
)
def test_a_dateline_tells_the_day_and_a_story_does_not(head: str, date: dt.date | None) -> None:
    assert date_of(None, "a.txt", head)[0] == date


def test_a_day_without_a_year_takes_that_of_the_folder() -> None:
    assert date_of(None, "2020/a.txt", "Баку, 27 сентября. Агентство: Снаряды.")[0] == WAR
    assert date_of("27 September", "2020/a.txt", "")[0] == WAR


def test_a_year_that_is_stated_is_made_a_day_by_the_name() -> None:
    assert date_of("2020", "2020-10-04.txt", "Calm.") == (FOURTH, None, "")
    assert date_of("2021", "2020-10-04.txt", "Calm.") == (None, "2021", "")


def test_front_matter_keeps_quoted_colons_and_leaves_comments() -> None:
    text = "---\ntitle: 'Shusha: a day'\nurl: https://example.org/#top\nsource: A # B\n# nothing\ndate:\n---\n\nCalm."
    fields = {"title": "Shusha: a day", "url": "https://example.org/#top", "source": "A", "date": ""}
    assert front_matter(text) == (fields, "Calm.")
    assert front_matter("--- not front matter\nCalm.") == ({}, "--- not front matter\nCalm.")
    assert front_matter("---\nnever closed: 1\n") == ({}, "---\nnever closed: 1\n")


@pytest.mark.parametrize(
    "hostile", ["title: a{}x", "---\n{}---", "---\ntitle: a{}\n---\n", "4{}", "---\na: '{}", "on 4{} May"]
)
@pytest.mark.parametrize("filler", [" ", "\n", " \n", "1 ", "#", "2020 ", "'"])
def test_time_grows_no_faster_than_the_text(hostile: str, filler: str) -> None:
    text = hostile.format(filler * 200_000)
    started = time.process_time()
    fields, rest = front_matter(text)
    front_matter("---\n" + text)
    date_of(text, text, rest)
    date_of(None, "", text)
    assert time.process_time() - started < 2
    assert fields.keys() <= {"title", "a"}
