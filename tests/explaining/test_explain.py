"""The explain view: what a person sees of a reading, and what a hostile report cannot do to them."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

import conflictmap as cm
from conflictmap.cli import app
from conflictmap.explaining.explain import Explained, Explanation, Passage

run = CliRunner().invoke

TEXT = """Baku said the villages of Aghdam and Qwxyz of the Tovuz district burned.
Trains to Villabajo waited; the road to Hadrut was open.
"""


def decided(
    number: int, surface: str, role: str, why: str, place: str = "", score: float = 0.0, **more: str
) -> Explained:
    start = TEXT.index(surface)
    return Explained(
        number=number,
        start=start,
        end=start + len(surface),
        surface=surface,
        sentence=TEXT.splitlines()[0],
        sentence_start=0,
        role=role,
        role_reason=why,
        place=place,
        place_id=place.lower(),
        where=more.get("where", ""),
        precision="exact" if place else "",
        score=score,
        candidates=((f"{place}, village", 0.86), (f"{place}, city", 0.14)) if "where" in more else (),
        reason=more["reason"],
    )


DECIDED = Explanation(
    (
        Passage(
            document_id="a.txt",
            title="Night on the border",
            about="2020-10-04 · Example Desk",
            text=TEXT,
            marks=tuple(
                (mention.start, mention.end, mention)
                for mention in (
                    decided(1, "Baku", "associative", "“said” after it", "Baku", 0.97, reason="the only place listed"),
                    decided(
                        2,
                        "Aghdam",
                        "literal",
                        "“villages” beside it",
                        "Aghdam",
                        0.83,
                        where="village, Tovuz District, AZ",
                        reason="named as lying in Tovuz District; “villages” beside it",
                    ),
                    decided(3, "Qwxyz", "literal", "“villages” beside it", reason="not in the gazetteer"),
                )
            ),
        ),
    )
)
SHORT = """\
Night on the border ────────────────────────────────────────────────────────────
a.txt · 2020-10-04 · Example Desk

{Baku}¹ said the villages of [Aghdam]² and [Qwxyz]³? of the Tovuz district
burned.
Trains to Villabajo waited; the road to Hadrut was open.

[literal] the place itself  {associative} those who act for it  ? no place

   Mention    Role         Place           Score  Why · candidates
────────────────────────────────────────────────────────────────────────────────
1  Baku       associative  Baku             0.97  the only place listed
              “said”
              after it
2  Aghdam     literal      Aghdam           0.83  named as lying in Tovuz
              “villages”   village, Tovuz         District; “villages” beside it
              beside it    District, AZ           0.86 Aghdam, village
                                                  0.14 Aghdam, city
3  Qwxyz      literal      no place            –  not in the gazetteer
              “villages”
              beside it
"""
DETAILED = """\
Night on the border ────────────────────────────────────────────────────────────
a.txt · 2020-10-04 · Example Desk

Baku said the villages of [Aghdam]² and Qwxyz of the Tovuz district burned.

  role        literal – “villages” beside it
  place       Aghdam  village, Tovuz District, AZ
  id          aghdam
  precision   exact
  score       0.83 ▰▰▰▰▰▰▰▰▱▱
  candidates  0.86 ▰▰▰▰▰▰▰▰▰▱  Aghdam, village
              0.14 ▰▱▱▱▱▱▱▱▱▱  Aghdam, city
  why         named as lying in Tovuz District
              “villages” beside it
  offsets     26–32
"""


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have settings of their own for colours and width."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(f"---\ntitle: Night on the border\ndate: 2020-10-04\n---\n{TEXT}", encoding="utf-8")
    return path


def explained(text: str) -> Explanation:
    return cm.explain(cm.Document(id="1", text=text))


def shown(arguments: list[str]) -> str:
    result = run(app, ["explain", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def drawn(explanation: Explanation, **options: object) -> str:
    """What a terminal with colours is sent."""
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, color_system="truecolor", width=100, **options)  # type: ignore[arg-type]
    console.print(explanation)
    return file.getvalue()


def rows(output: str) -> dict[str, str]:
    """The text of the table's rows by their number."""
    table = output.rsplit("─\n", maxsplit=1)[-1]
    found = re.split(r"^ *(\d+)  ", table, flags=re.MULTILINE)[1:]
    return {number: " ".join(body.split()) for number, body in zip(found[::2], found[1::2], strict=True)}


# The whole


def test_a_reading_as_a_reader_sees_it() -> None:
    assert DECIDED.plain(80) == SHORT


def test_one_mention_as_a_reader_sees_it() -> None:
    assert DECIDED.only(number=2).plain(80) == DETAILED


def test_the_command_reads_and_shows_a_report(report: Path) -> None:
    output = shown([str(report), "--width", "90"])
    assert output.startswith("Night on the border ────")
    assert "{Baku}¹ said the villages of [Aghdam]² and [Qwxyz]³ of the [Tovuz]⁴ district burned.\n" in output
    assert "Trains to Villabajo waited; the road to [Hadrut]⁵ was open.\n" in output
    table = rows(output)
    assert list(table) == ["1", "2", "3", "4", "5"]
    assert re.match(r"Aghdam literal Aghdam \(Tovuz\) 0\.\d\d ", table["2"])
    assert "Qwxyz literal Tovuz District 0.30 not in the gazetteer" in table["3"]
    assert re.search(r"0\.\d\d Hadrut, town, Khojavend District 0\.\d\d Hadrut District", table["5"])


def test_nothing_piped_carries_colours_or_trailing_blanks(report: Path) -> None:
    output = shown([str(report)])
    assert "\x1b" not in output
    assert all(line == line.rstrip() for line in output.splitlines())


def test_no_color_brings_the_brackets(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in shown([str(report)])
    monkeypatch.setenv("NO_COLOR", "1")
    output = shown([str(report)])
    assert "\x1b" not in output
    assert "{Baku}¹" in output


@pytest.mark.parametrize("width", [60, 80, 140])
def test_no_line_is_wider_than_asked(report: Path, width: int) -> None:
    lines = shown([str(report), "--width", str(width)]).splitlines()
    assert max(map(len, lines)) <= width
    assert "Tovuz" in "".join(lines)


def test_roles_and_scores_differ_in_colour() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor", width=100)
    styles = {segment.text: str(segment.style) for segment in reversed(list(console.render(explained(TEXT))))}
    assert "on #b4500a" in styles["Baku"]
    assert "on #0072b2" in styles["Aghdam"]
    assert " on " not in styles["Qwxyz"]
    assert "[Aghdam]" not in drawn(explained(TEXT))


def test_a_mention_without_a_place_says_so() -> None:
    output = str(explained("They fled the village of Qwxyz."))
    assert "[Qwxyz]¹?" in output
    assert "no place" in rows(output)["1"]


def test_a_report_without_mentions_is_shown_all_the_same() -> None:
    output = str(explained("It rained."))
    assert "It rained." in output
    assert "no mention to show" in output


# Parts of it


def test_only_uncertain_mentions_keep_their_numbers(report: Path) -> None:
    output = shown([str(report), "--below", "0.5"])
    assert "Baku said the villages of Aghdam and [Qwxyz]³" in output
    assert list(rows(output)) == ["3"]


@pytest.mark.parametrize("option", [["--mention", "2"], ["--only", "AGHDAM"]])
def test_one_mention_in_detail(report: Path, option: list[str]) -> None:
    output = shown([str(report), *option])
    assert "villages of [Aghdam]² and Qwxyz" in output
    assert "Trains" not in output
    for line in (
        r"  role +literal – “villages” of it",
        r"  place +Aghdam \(Tovuz\)  village, Tovuz District, AZ",
        r"  id +aghdam_tovuz",
        r"  precision +exact",
        r"  candidates +0\.9\d|1\.00 ▰+  Aghdam \(Tovuz\), village, Tovuz District",
        r"  offsets +26–32",
    ):
        assert re.search(f"^{line}$", output, re.MULTILINE), line
    assert output.count("▰▰▰▰▰▰▰▰▰▰") == 2
    assert "Aghdam, city, Aghdam District" in output


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--mention", "9"], "conflictmap: no mention of the number 9; they run from 1 to 5"),
        (["--only", "Shusha"], "conflictmap: no mention is written 'Shusha'; leave --only out to see them all"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(report: Path, options: list[str], message: str) -> None:
    result = run(app, ["explain", str(report), *options])
    assert result.exit_code == 1
    assert result.output.strip() == message


def test_several_reports_follow_one_another(report: Path) -> None:
    other = report.with_name("b.txt")
    other.write_text("Hadrut was calm.", encoding="utf-8")
    output = shown([str(report.parent), "--only", "Hadrut"])
    assert output.count("offsets") == 2
    result = run(app, ["explain", str(report.parent), "--mention", "1"])
    assert result.exit_code == 1
    assert "2 reports have one of this number; name one report" in result.output


# Hostile reports

HOSTILE = "[bold red]Near[/] :smile: \x1b[31m\x1b]0;title\x07 \u202eHadrut\u202c \x9b2J & <script>alert(1)</script>\r\nand \u200fShusha\ud800."


def test_a_report_steers_neither_terminal_nor_markup() -> None:
    for output in (str(explained(HOSTILE)), drawn(explained(HOSTILE)), drawn(explained(HOSTILE), markup=True)):
        assert not set(output) & set("\x07\x9b\u202e\u202c\u200f\r\ud800")
        # Every escape sequence is one of rich's colours, none the report's.
        assert not re.search(r"\x1b(?!\[[\d;]*m)", output)
        assert "[bold red]Near[/] :smile: ␛[31m␛]0;title␇ ⟦U+202E⟧" in re.sub(r"\x1b\[[\d;]*m", "", output)
    assert "\x1b" not in str(explained(HOSTILE))


def test_marks_stand_at_the_names_behind_hostile_characters() -> None:
    output = str(explained(HOSTILE))
    assert "⟦U+202E⟧[Hadrut]¹⟦U+202C⟧" in output
    assert "⟦U+200F⟧[Shusha]²⟦U+D800⟧" in output
    mentions = explained(HOSTILE).passages[0].mentions
    assert [HOSTILE[m.start : m.end] for m in mentions] == ["Hadrut", "Shusha"]


def test_a_hostile_title_is_shown_not_obeyed() -> None:
    document = cm.Document(id="\x1b[2J", text="Hadrut.", title="[red]x\x1b[31m\ny", source="\u202e", url="\x07")
    for output in (str(cm.explain(document)), cm.explain(document)._repr_html_()):
        assert not set(output) & set("\x1b\x07\u202e")
        assert "[red]x␛[31m y" in output


def test_the_page_form_is_escaped_and_runs_nothing() -> None:
    document = cm.Document(
        id="1", text=HOSTILE + ' <img src=x onerror=alert(1)> the village of Qwx"xq', title="</p><script>"
    )
    page = cm.explain(document)._repr_html_()
    assert not re.search(r"<(?!/?(?:div|p|strong|small|mark|sup|details|summary|table|thead|tbody|tr|th|td)\b)", page)
    assert not set(page) & set("\x1b\x07\x9b\u202e\ud800")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    page.encode("utf-8")


# In Python


def test_a_mark_tells_its_place_when_pointed_at() -> None:
    page = explained(TEXT)._repr_html_()
    [title] = re.findall(r'title="([^"]*)">Qwxyz<sup[^>]*>3</sup></mark>', page)
    assert title.startswith("Tovuz District: district, AZ; score 0.30\nliteral: ")
    assert "not in the gazetteer" in title


def test_a_table_is_explained_by_its_rows() -> None:
    mentions = cm.geoparse([cm.Document(id="a.txt", text=TEXT), cm.Document(id="b.txt", text="Hadrut was calm.")])
    first, second = cm.explain(mentions).passages
    assert (first.document_id, second.document_id) == ("a.txt", "b.txt")
    assert [first.text[start:end] for start, end, _ in first.marks] == [m.surface for m in first.mentions]
    assert [m.number for m in second.mentions] == [5]
    assert "Trains to Villabajo waited; the road to [Hadrut]⁴" in " ".join(str(cm.explain(mentions)).split())
    assert cm.explain(mentions, 2).passages[0].mentions[0].surface == "Qwxyz"
    assert "not in the gazetteer" in str(cm.explain(mentions, 2))
    literal = cm.explain(mentions[mentions.role == "literal"])
    assert [m.number for m in literal.passages[0].mentions] == [1, 2, 3, 4]


def test_a_report_and_its_table_are_explained_alike() -> None:
    document = cm.Document(id="a.txt", text=TEXT)
    one, other = (cm.explain(given).passages[0].mentions for given in (document, cm.geoparse(document)))
    assert [(m.place, m.score, m.candidates, m.reason, m.role_reason) for m in one] == [
        (m.place, m.score, m.candidates, m.reason, m.role_reason) for m in other
    ]


def test_a_long_table_says_what_it_leaves_out() -> None:
    mentions = cm.geoparse([cm.Document(id=str(i), text="Hadrut was calm.") for i in range(23)])
    assert str(cm.explain(mentions)).endswith("and 3 more reports")
    assert "and 3 more reports" in cm.explain(mentions)._repr_html_()


@pytest.mark.parametrize(("given", "message"), [("Baku", "not str"), (None, "not NoneType"), (["Baku"], "not list")])
def test_other_things_are_refused(given: object, message: str) -> None:
    with pytest.raises(cm.InputError, match=message):
        cm.explain(given)  # type: ignore[arg-type]


def test_a_table_without_our_columns_is_refused() -> None:
    mentions = cm.geoparse(cm.Document(id="1", text="Hadrut."))
    with pytest.raises(cm.InputError, match="lacks the column reason"):
        cm.explain(mentions.drop(columns="reason"))


def test_plugins_are_asked_when_a_report_is_explained() -> None:
    from conflictmap.plugins.api import Span

    document = cm.Document(id="1", text="Qwxyz was calm.")
    explanation = cm.explain(document, recognisers=[lambda _: [Span(0, 5)]])
    assert "found by <lambda>; not in the gazetteer" in str(explanation)


def test_a_table_of_before_there_was_a_column_of_role_reasons_is_explained_alike() -> None:
    mentions = cm.geoparse(cm.Document(id="a", text="Baku said the village of Qwerin, near Goris, was calm."))
    old = mentions.drop(columns=["role_reason", "decided_by"])
    assert cm.explain(old) == cm.explain(mentions)


def test_a_row_of_a_long_table_is_explained_whichever_report_it_is_of() -> None:
    table = cm.geoparse([cm.Document(id=str(number), text="Calm in Goris.") for number in range(30)])
    shown = cm.explain(table, 29)
    assert [mention.number for passage in shown.passages for mention in passage.mentions] == [29]
    assert shown.left_out == 0
