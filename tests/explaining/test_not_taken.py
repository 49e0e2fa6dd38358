"""What the explain view says of words that look like names of places and were not taken for such."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

import conflictmap as cm
from conflictmap.cli import app
from conflictmap.explaining.explain import Explanation

run = CliRunner().invoke

TEXT = "Minister Ararat Mirzoyan met the head of the Lachin Bank near Marinka direction on March 5; Baku was calm."


def explained(text: str = TEXT) -> Explanation:
    return cm.explain(cm.Document(id="1", text=text), not_taken=True)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def shown(*arguments: str) -> str:
    result = run(app, ["explain", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def not_taken(output: str) -> list[str]:
    """The lines of the table, single-spaced."""
    _, _, table = output.partition("Not taken")
    return [" ".join(line.split()) for line in table.splitlines()[2:] if line.strip()]


def test_the_rule_its_reason_and_its_reliability_are_listed(report: Path) -> None:
    lines = not_taken(shown(str(report), "--not-taken", "--width", "140"))
    assert len(lines) == 3
    assert re.fullmatch(r"Ararat Mirzoyan person a person's name: a surname after it 9\d%", lines[0])
    assert re.fullmatch(r"Lachin Bank organisation an organisation: “bank” beside it 9\d%", lines[1])
    assert re.fullmatch(r"March other word a month, a number, .* 9\d%", lines[2])


def test_nothing_is_listed_where_nobody_asks(report: Path) -> None:
    assert "Not taken" not in shown(str(report))
    assert cm.explain(cm.Document(id="1", text=TEXT)).passages[0].not_taken == ()
    assert "Not taken" not in cm.explain(cm.Document(id="1", text=TEXT))._repr_html_()


def test_one_name_is_asked_for_by_a_word_of_it(report: Path) -> None:
    output = shown(str(report), "--not-taken", "--only", "ararat", "--width", "140")
    assert [line.split(" person ")[0] for line in not_taken(output)] == ["Ararat Mirzoyan"]
    assert run(app, ["explain", str(report), "--only", "Ararat"]).exit_code == 1


def test_a_mention_says_why_it_was_taken_unless_that_is_plain() -> None:
    explanation = explained()
    taken = {mention.surface: mention.taken for mention in explanation.passages[0].mentions}
    assert taken == {"Marinka": "“direction” beside it", "Baku": ""}
    assert re.search(r"^  taken +“direction” beside it$", str(explanation.only(surface="Marinka")), re.MULTILINE)
    assert "taken" not in str(explanation.only(surface="Baku"))


def test_one_mention_alone_is_shown_without_the_rest() -> None:
    assert "Not taken" not in str(explained().only(number=1))


def test_no_line_is_wider_than_asked(report: Path) -> None:
    assert max(map(len, shown(str(report), "--not-taken", "--width", "60").splitlines())) <= 60


def test_what_a_plug_in_or_a_correction_takes_is_not_listed() -> None:
    from conflictmap.plugins.api import Span
    from conflictmap.plugins.host import Plugins

    text = "It was Qwxyz who left Goris."
    document = cm.Document(id="1", text=text)
    assert [record.surface for record in explained(text).passages[0].not_taken] == ["Qwxyz"]
    asked = Plugins([lambda _: [Span(7, 12)]])
    assert cm.explain(document, plugins=asked, not_taken=True).passages[0].not_taken == ()


def test_a_table_cannot_say_what_was_not_taken() -> None:
    with pytest.raises(cm.InputError, match="give explain\\(\\) the document itself"):
        cm.explain(cm.geoparse(cm.Document(id="1", text=TEXT)), not_taken=True)


def test_hostile_names_steer_neither_terminal_nor_page() -> None:
    hostile = 'It was Ararat\u202e Mirzoyan <b onclick="x">, Sevan \x1b[31mAslanyan and Qw"xyz<script>.'
    explanation = explained(hostile)
    assert explanation.passages[0].not_taken
    file = io.StringIO()
    Console(file=file, force_terminal=True, color_system="truecolor", width=100).print(explanation)
    for output in (str(explanation), file.getvalue()):
        assert not re.search(r"\x1b(?!\[[\d;]*m)", output)
        assert "\u202e" not in output
    assert "\x1b[31mAslanyan" not in file.getvalue()
    page = explanation._repr_html_()
    assert "Not taken: " in page
    assert not re.search(r"<(?!/?(?:div|p|strong|small|mark|sup|details|summary|table|thead|tbody|tr|th|td)\b)", page)
    assert not set(page) & set("\x1b\u202e")


def test_the_page_form_lists_them_under_the_mentions() -> None:
    page = explained()._repr_html_()
    assert page.index("<summary>Mentions: 2</summary>") < page.index("<summary>Not taken: 3</summary>")
    assert "an organisation: “bank” beside it</td>" in page
