"""An explanation drawn for a terminal by rich, or as plain text with brackets for colours.

Whatever comes from a report goes into `rich.text.Text`, never through rich's markup.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from conflictmap._printable import one_line, printable
from conflictmap.explaining.passages import Explained, Passage, pieces
from conflictmap.model.mention import ASSOCIATIVE, LITERAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from conflictmap.recognition.verdict import Considered

_SURE, _UNSURE = 0.8, 0.4  # scores from which a mark is strong, and pale
_CANDIDATES, _WORTH_A_LINE = 3, 0.01  # of a table's cell; the long form holds them all
_WORD = 18  # letters of a name's word that are not broken in a narrow table
_BAR = 10  # blocks of a full bar
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BRACKETS = {LITERAL: ("[", "]"), ASSOCIATIVE: ("{", "}")}
# The map's colours of the roles: strong, pale, and a line for what is hardly more than a guess or has no place.
_MARKS = {
    LITERAL: ("bold #ffffff on #0072b2", "#10202c on #9fd0ee", "underline #2f8fd0"),
    ASSOCIATIVE: ("bold #ffffff on #b4500a", "#2c1a10 on #f3c49c", "underline #d0712a"),
}
_WORDS = {LITERAL: "#2f8fd0", ASSOCIATIVE: "#d0712a"}
_MEANINGS = {LITERAL: "the place itself", ASSOCIATIVE: "those who act for it"}


def plain(passages: Iterable[Passage], width: int, *, detailed: bool, left_out: int) -> str:
    """Draw passages without colours; see `rendered`."""
    file = io.StringIO()
    console = Console(file=file, width=width, color_system=None, highlight=False, markup=False, emoji=False)
    for piece in rendered(passages, coloured=False, detailed=detailed, left_out=left_out):
        console.print(piece)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


def rendered(passages: Iterable[Passage], *, coloured: bool, detailed: bool, left_out: int) -> Iterable[RenderableType]:
    """Yield what rich draws, one report after another.

    Parameters
    ----------
    passages : iterable of Passage
        The reports.
    coloured : bool
        Whether colours mark the mentions, or brackets.
    detailed : bool
        Show each mention by itself, with every candidate and reason.
    left_out : int
        Further reports that are not shown.

    Yields
    ------
    RenderableType
        Pieces to be printed in order.
    """
    for passage in passages:
        yield _heading(passage)
        if detailed:
            yield from (_detail(mention, coloured=coloured) for mention in passage.mentions)
            if passage.not_taken:
                yield _not_taken(passage.not_taken)
            continue
        yield _marked(passage.text.strip("\r\n"), _shifted(passage), coloured=coloured)
        yield Text()
        if passage.marks:
            yield _legend(coloured=coloured)
            yield Text()
            yield _table(passage.mentions, coloured=coloured)
            yield Text()
        else:
            yield Text("no mention to show", style="dim")
        if passage.not_taken:
            yield _not_taken(passage.not_taken)
            yield Text()
    if left_out:
        yield Text(f"and {left_out} more reports", style="dim")


def _shifted(passage: Passage) -> list[tuple[int, int, Explained]]:
    """Marks in the text without the blank lines at its head."""
    lead = len(passage.text) - len(passage.text.lstrip("\r\n"))
    return [(start - lead, end - lead, mention) for start, end, mention in passage.marks]


def _heading(passage: Passage) -> RenderableType:
    title = Text(one_line(passage.title or passage.document_id, 80), style="bold")
    known = passage.document_id.removesuffix(".txt") == passage.title
    about = " · ".join(filter(None, ("" if known or not passage.title else passage.document_id, passage.about)))
    rule = Rule(title, align="left", style="dim", characters="─")
    return Group(rule, Text(one_line(about, 400), style="dim"), Text()) if about else Group(rule, Text())


def _marked(text: str, marks: Sequence[tuple[int, int, Explained]], *, coloured: bool) -> Text:
    shown = Text(overflow="fold")
    for piece, mention in pieces(text, marks):
        if mention is None:
            shown.append(printable(piece))
        else:
            shown.append_text(_mark(piece, mention, coloured=coloured))
    return shown


def _mark(name: str, mention: Explained, *, coloured: bool) -> Text:
    """A name with its number: in its role's colour, or in its role's brackets; "?" says that it has no place."""
    number = str(mention.number).translate(_SUPERSCRIPTS) + ("" if mention.place_id else "?")
    if not coloured:
        opening, closing = _BRACKETS[mention.role]
        return Text(f"{opening}{printable(name)}{closing}{printable(number)}")
    return Text.assemble((printable(name), _style(mention)), (printable(number), _WORDS[mention.role]))


def _style(mention: Explained) -> str:
    strong, pale, line = _MARKS[mention.role]
    if not mention.place_id or mention.score < _UNSURE:
        return line
    return strong if mention.score >= _SURE else pale


def _legend(*, coloured: bool) -> Text:
    legend = Text(style="dim" if not coloured else "")
    for role, meaning in _MEANINGS.items():
        if coloured:
            legend.append(f" {role} ", style=_MARKS[role][0])
        else:
            legend.append(f"{_BRACKETS[role][0]}{role}{_BRACKETS[role][1]}")
        legend.append(f" {meaning}  ")
    if coloured:
        legend.append(" paler ", style=_MARKS[LITERAL][1])
        legend.append(" less sure  ")
        legend.append("line", style=_MARKS[LITERAL][2])
        legend.append(" hardly  ")
    legend.append("? no place")
    return legend


def _table(mentions: Sequence[Explained], *, coloured: bool) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        collapse_padding=True,
        padding=(0, 1),
        header_style="bold",
        expand=True,
    )
    table.add_column("", justify="right", no_wrap=True)
    longest = max(len(word) for mention in mentions for word in [*mention.surface.split(), ""])
    table.add_column("Mention", ratio=7, min_width=min(longest, _WORD), overflow="fold")
    table.add_column("Role", ratio=9, overflow="fold")
    table.add_column("Place", ratio=12, overflow="fold")
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Why · candidates", ratio=24, overflow="fold")
    for mention in mentions:
        colour = _WORDS[mention.role] if coloured else ""
        place = Text.assemble((one_line(mention.place, 80), "bold"), "\n", (one_line(mention.where, 120), "dim"))
        why = Text(one_line(mention.reason, 400))
        candidates = _candidates(mention)
        if candidates:
            why.append("\n").append_text(candidates)
        table.add_row(
            Text(one_line(str(mention.number), 20), style="dim"),
            Text(one_line(mention.surface, 60), style=f"bold {colour}"),
            Text.assemble((mention.role, colour), "\n", (one_line(mention.role_reason), "dim")),
            place if mention.place_id else Text("no place", style="dim"),
            Text(f"{mention.score:.2f}" if mention.place_id else "–"),
            why,
        )
    return table


def _not_taken(refused: Sequence[Considered]) -> Table:
    """What looks like a name and was not taken: the rule, what it found, and how often it is right."""
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        collapse_padding=True,
        padding=(0, 1),
        header_style="bold",
        expand=True,
    )
    table.add_column("Not taken", ratio=3, overflow="fold")
    table.add_column("Rule", ratio=2)
    table.add_column("Why", ratio=5, overflow="fold")
    table.add_column("Right", justify="right", no_wrap=True)
    for record in refused:
        right = f"{record.reliability:.0%}" if record.reliability is not None else "–"
        rule = Text(record.rule.replace("_", " "), style="dim")
        table.add_row(Text(one_line(record.surface, 60)), rule, Text(one_line(record.why)), Text(right))
    return table


def _candidates(mention: Explained) -> Text:
    """The candidates worth a line; nothing where there was no choice."""
    worth = [(name, share) for name, share in mention.candidates if share >= _WORTH_A_LINE][:_CANDIDATES]
    if len(worth) < 2:
        return Text()
    lines = [f"{share:.2f} {one_line(name, 80)}" for name, share in worth]
    more = len(mention.candidates) - len(worth)
    return Text("\n".join([*lines, f"and {more} less likely"] if more else lines), style="dim")


def _detail(mention: Explained, *, coloured: bool) -> RenderableType:
    """The long form: the sentence, then all that was decided and why, one thing a line."""
    at = mention.start - mention.sentence_start
    sentence = _marked(mention.sentence, [(at, at + len(mention.surface), mention)], coloured=coloured)
    colour = _WORDS[mention.role] if coloured else ""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    if mention.taken:
        grid.add_row("taken", Text(one_line(mention.taken)))
    grid.add_row("role", Text.assemble((mention.role, colour), f" – {one_line(mention.role_reason)}"))
    place = Text.assemble((one_line(mention.place), "bold"), f"  {one_line(mention.where)}")
    grid.add_row("place", place if mention.place_id else Text("none"))
    if mention.place_id:
        grid.add_row("id", Text(one_line(mention.place_id)))
        grid.add_row("precision", Text(one_line(mention.precision)))
        grid.add_row("score", _bar(mention.score, colour))
    for number, (name, share) in enumerate(mention.candidates):
        grid.add_row("" if number else "candidates", _bar(share, colour).append(f"  {one_line(name)}"))
    for number, reason in enumerate(mention.reason.split("; ")):
        grid.add_row("" if number else "why", Text(one_line(reason, 400)))
    grid.add_row("offsets", Text(f"{mention.start}–{mention.end}"))
    return Group(sentence, Text(), Padding(grid, (0, 0, 1, 2)))


def _bar(share: float, colour: str) -> Text:
    full = round(share * _BAR)
    return Text.assemble(f"{share:.2f} ", ("▰" * full, colour), ("▱" * (_BAR - full), "dim"))
