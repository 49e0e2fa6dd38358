"""Files of Nexis and Factiva: one report an article."""

from __future__ import annotations

from typing import Any

import pytest

from conflictmap._errors import Problem
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Part, Source


def items(text: str, kind_name: str) -> list[Any]:
    source = Source("news.txt", data=text.encode())
    kind = format_of(source)
    assert kind is not None
    assert kind.name == kind_name
    return list(kind.load()(source, Choices()))


OLD = """


                               1 of 2 DOCUMENTS


                      Agence Example -- English

                       October 4, 2020 Sunday 8:52 AM GMT

Karabakh capital shelled
as fighting spreads

BYLINE: Anna Ivanova

SECTION: INTERNATIONAL

LENGTH: 45 words

DATELINE: STEPANAKERT, Oct 4 2020


   Shells fell on Stepanakert on Sunday, a correspondent of the agency
said. Goris was calm.

   The ministry said: nobody was hurt.

LOAD-DATE: October 4, 2020

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newswire


                        Copyright 2020 Agence Example
                              All Rights Reserved


                               2 of 2 DOCUMENTS


                                The Example Times

                                October 5, 2020

SECTION: WORLD; Pg. 4

LENGTH: 12 words

HEADLINE: Calm in Barda

BODY:
Barda was calm.

LANGUAGE: ENGLISH

                        Copyright 2020 Example Times
"""


def test_older_files_of_nexis() -> None:
    first, second = items(OLD.replace("\n", "\r\n"), "file of Nexis")
    assert first == Part(
        "STEPANAKERT, Oct 4 2020\n\nShells fell on Stepanakert on Sunday, a correspondent of the agency said. Goris was calm."
        "\n\nThe ministry said: nobody was hurt.",
        "",
        "document 1",
        "Karabakh capital shelled as fighting spreads",
        "October 4, 2020",
        None,
        "Agence Example -- English",
        "en",
    )
    assert (second.text, second.title, second.date, second.publisher) == (
        "Barda was calm.",
        "Calm in Barda",
        "October 5, 2020",
        "The Example Times",
    )


NEW = """Page 1 of 2

Karabakh capital shelled

Agence Example -- English

October 4, 2020 Sunday 8:52 AM GMT

Copyright 2020 Agence Example All Rights Reserved

Section: INTERNATIONAL
Length: 45 words
Byline: Anna Ivanova
Dateline: Stepanakert

Body

Shells fell on Stepanakert.

Page 2 of 2

Goris was calm.

Classification

Language: ENGLISH
Subject: WAR (90%); CITIES OF BAKU (50%)
Load-Date: October 4, 2020

End of Document

Calm in Barda

The Example Times

October 5, 2020 Monday

Copyright 2020 Example Times All Rights Reserved
Length: 12 words

Body

Barda was calm.

Load-Date: October 5, 2020

End of Document
"""


def test_newer_files_of_nexis() -> None:
    first, second = items(NEW, "file of Nexis")
    assert first.text == "Stepanakert\n\nShells fell on Stepanakert.\n\nGoris was calm."
    assert (first.title, first.publisher, first.date, first.language) == (
        "Karabakh capital shelled",
        "Agence Example -- English",
        "October 4, 2020",
        "en",
    )
    assert (second.text, second.title, second.publisher) == ("Barda was calm.", "Calm in Barda", "The Example Times")


FACTIVA = """Karabakh capital shelled

Anna Ivanova
45 words
4 October 2020
08:52
Agence Example
AFPR
English
Copyright 2020 Agence Example

Shells fell on Stepanakert on Sunday,
a correspondent said.

Goris was calm.

Document AFPR000020201004ega40001a

Calm in Barda
12 words
5 October 2020
Example Times
EXTI
English
(c) 2020 Example Times

Barda was calm.

Document EXTI000020201005ega50002b
"""
CODED = """HD
Karabakh capital shelled
BY   Anna Ivanova
WC   45 words
PD   4 October 2020
SN   Agence Example
SC   AFPR
LA   English
CY   Copyright 2020
LP
Shells fell on Stepanakert on Sunday,
a correspondent said.

TD
Goris was calm.

CO   baku : Baku
AN   Document AFPR000020201004ega40001a
Document AFPR000020201004ega40001a
"""
ARTICLE = Part(
    "Shells fell on Stepanakert on Sunday, a correspondent said.\n\nGoris was calm.",
    "AFPR000020201004ega40001a",
    "document 1",
    "Karabakh capital shelled",
    "4 October 2020",
    None,
    "Agence Example",
    "en",
)


def test_files_of_factiva() -> None:
    first, second = items(FACTIVA, "file of Factiva")
    assert first == ARTICLE
    assert (second.text, second.title, second.publisher, second.date) == (
        "Barda was calm.",
        "Calm in Barda",
        "Example Times",
        "5 October 2020",
    )
    assert items(CODED, "file of Factiva") == [ARTICLE]


def test_an_article_without_text_costs_itself() -> None:
    _, problem = items(FACTIVA.replace("Barda was calm.\n", ""), "file of Factiva")
    assert problem == Problem("news.txt, document 2", "no text between its particulars")


@pytest.mark.parametrize(
    "text",
    [
        "Page 1 of 2\n\nShells fell on Goris.\nCopyright 2020 Agency\n",
        "The group lost\n3 of 5\nvillages. LENGTH: unknown\n",
        "He said 300 words\n4 October 2020\nin Goris, and went home.\n",
    ],
)
def test_a_text_that_only_looks_like_it_is_a_text(text: str) -> None:
    items_of_text = format_of(Source("a.txt", data=text.encode()))
    assert items_of_text is not None
    assert items_of_text.name == "text file"
