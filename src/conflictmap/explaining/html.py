"""An explanation as HTML for notebooks."""

from __future__ import annotations

import html
from collections.abc import Iterable

from conflictmap._printable import one_line, printable
from conflictmap.explaining.passages import Explained, Passage, pieces
from conflictmap.model.mention import ASSOCIATIVE, LITERAL

_RGB = {LITERAL: "0,114,178", ASSOCIATIVE: "180,80,10"}  # the map's colours of the roles
_HEADS = ("", "Mention", "Role", "Place", "Score", "Candidates", "Why")
_NOT_TAKEN = ("Not taken", "Rule", "Why", "Right")
_LEGEND = (
    f'<mark style="color:inherit;background:rgba({_RGB[LITERAL]},.45)">literal</mark>: the place itself · '
    f'<mark style="color:inherit;background:rgba({_RGB[ASSOCIATIVE]},.45)">associative</mark>: those who act for it · '
    "paler: less sure · dashed: no place"
)


def passages_html(passages: Iterable[Passage], *, opened: bool, left_out: int) -> str:
    """Return reports with their mentions marked, each with a table of them below.

    Parameters
    ----------
    passages : iterable of Passage
        The reports.
    opened : bool
        Whether the tables are open at first.
    left_out : int
        Further reports that are not shown.

    Returns
    -------
    str
        One ``div``, everything of the reports escaped.
    """
    parts = [_passage_html(passage, opened=opened) for passage in passages]
    if left_out:
        parts.append(f"<p>and {left_out} more reports</p>")
    return f'<div style="max-width:60em;line-height:1.7">{"".join(parts)}</div>'


def _passage_html(passage: Passage, *, opened: bool) -> str:

    def escaped(text: str) -> str:
        return html.escape(printable(text))

    heading = " · ".join(filter(None, (passage.title or passage.document_id, passage.about)))
    body = "".join(
        escaped(piece) if mention is None else _html_mark(escaped(piece), mention)
        for piece, mention in pieces(passage.text, passage.marks)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td style="text-align:left;vertical-align:top">{html.escape(one_line(cell, 400))}</td>'
            for cell in (
                str(mention.number),
                mention.surface,
                f"{mention.role}: {mention.role_reason}",
                ", ".join(filter(None, (mention.place, mention.where))) or "no place",
                f"{mention.score:.2f}",
                "; ".join(f"{name} {share:.2f}" for name, share in mention.candidates),
                mention.reason,
            )
        )
        + "</tr>"
        for mention in passage.mentions
    )
    heads = "".join(f'<th style="text-align:left">{head}</th>' for head in _HEADS)
    return (
        f"<p><strong>{html.escape(one_line(heading))}</strong></p>"
        f'<p style="white-space:pre-wrap">{body}</p><p><small>{_LEGEND}</small></p>'
        f"<details{' open' if opened else ''}><summary>Mentions: {len(passage.marks)}</summary>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details>"
        f"{_not_taken(passage, opened=opened)}"
    )


def _not_taken(passage: Passage, *, opened: bool) -> str:
    """List what looks like a name and was not taken; nothing where that was not asked for."""
    if not passage.not_taken:
        return ""
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td style="text-align:left;vertical-align:top">{html.escape(one_line(cell, 400))}</td>'
            for cell in (
                record.surface,
                record.rule.replace("_", " "),
                record.why,
                f"{record.reliability:.0%}" if record.reliability is not None else "–",
            )
        )
        + "</tr>"
        for record in passage.not_taken
    )
    heads = "".join(f'<th style="text-align:left">{head}</th>' for head in _NOT_TAKEN)
    return (
        f"<details{' open' if opened else ''}><summary>Not taken: {len(passage.not_taken)}</summary>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details>"
    )


def _html_mark(name: str, mention: Explained) -> str:
    place = f"{mention.place}: {mention.where}; score {mention.score:.2f}" if mention.place_id else "no place"
    title = html.escape(
        "\n".join(one_line(line, 400) for line in (place, f"{mention.role}: {mention.role_reason}", mention.reason))
    )
    colour = _RGB[mention.role]
    line = "none" if mention.place_id else f"1px dashed rgb({colour})"
    style = f"color:inherit;border-bottom:{line};background:rgba({colour},{0.1 + 0.35 * mention.score:.2f})"
    number = html.escape(one_line(str(mention.number), 40))
    return f'<mark style="{style}" title="{title}">{name}<sup style="line-height:0">{number}</sup></mark>'
