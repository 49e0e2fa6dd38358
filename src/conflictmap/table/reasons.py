"""The reason of a row in words: put together here, and taken apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conflictmap.model.mention import Mention


def whole_reason(mention: Mention) -> str:
    """Return why this place and why this role, as the column ``reason`` has it."""
    return f"{mention.reason} ({mention.role}: {mention.role_reason})"


def parted(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return why this place, and why this role.

    Parameters
    ----------
    row : mapping
        Values by column. Tables of before there was a column ``role_reason`` have its words in ``reason`` alone.

    Examples
    --------
    >>> parted({"reason": "the only place (literal: “in” (a word))", "role": "literal", "role_reason": "“in” (a word)"})
    ('the only place', '“in” (a word)')
    >>> parted({"reason": "the only place (literal: no words beside it asked)", "role": "literal"})
    ('the only place', 'no words beside it asked')
    """
    reason, role = str(row["reason"]), row["role"]
    role_reason = row.get("role_reason")
    if not isinstance(role_reason, str):
        head, _, tail = reason.rpartition(f" ({role}: ")
        return head, tail.removesuffix(")")
    return reason.removesuffix(f" ({role}: {role_reason})"), role_reason
