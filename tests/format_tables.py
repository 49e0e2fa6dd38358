"""Puts the tables of words into one form: `python tests/format_tables.py [--check]`.

Lists of words are sorted and without duplicates, a list that is longer than a line stands below its key, and lines
end at 100 columns. Lists whose order is read stay as they are written. Comments stand above their list.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

TABLES = Path(__file__).parents[1] / "src" / "conflictmap"
WIDTH = 100
# Sections whose lists are read from the left: endings by preference, patterns of which the first that fits counts.
ORDERED = ("adjectives", "endings", "first_words", "inflection", "respellings", "spatial", "stems")
_SECTION = re.compile(r"\s*\[([^\[\]]+)\]\s*(#.*)?$")
_LIST = re.compile(r"""\s*([\w."'-]+(?:\s*\.\s*\w+)*|"[^"]*")\s*=\s*\[""")
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"' + r"|'[^']*'")


def formatted(source: str) -> tuple[str, list[str]]:
    """Return a table in form, and the names of the lists that were not."""
    lines: list[str] = []
    changed: list[str] = []
    section = ""
    for block in _blocks(source):
        if match := _SECTION.match(block):
            section = match[1]
        match = _LIST.match(block)
        new = _list(block, match, ordered=section.split(".")[0] in ORDERED) if match else block.rstrip()
        if match and new != block:
            changed.append(f"{section}.{match[1]}" if section else match[1])
        lines.append(new)
    result = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
    return result, changed if changed or result == source else ["blank lines"]


def _blocks(source: str) -> Iterator[str]:
    """Lines, those of one list together."""
    lines = iter(source.splitlines())
    for line in lines:
        block = line
        if _LIST.match(line):
            while not _closed(block):
                block += "\n" + next(lines)
        yield block


def _closed(block: str) -> bool:
    return "]" in re.sub(r"#.*", "", _TEXT.sub("", block.split("=", 1)[1]))


def _list(block: str, match: re.Match[str], *, ordered: bool) -> str:
    key, written = match[1], block[match.end() :]
    comments = re.findall(r"#\s*(.*)", _TEXT.sub("", written))
    texts = [
        (tomllib.loads(f"x = {text}")["x"], text)
        for text in _TEXT.findall(re.sub(r"#[^\"'\n]*$", "", written, flags=re.M))
    ]
    if not texts:
        return block.rstrip()
    unique = dict(texts) if ordered else dict(sorted(texts, key=lambda pair: (pair[0].casefold(), pair[0])))
    words = list(unique.values())
    above = "".join(f"# {comment}\n" for comment in comments)
    line = f"{key} = [{', '.join(words)}]"
    if len(line) <= WIDTH:
        return above + line
    rows, row = [], "   "
    for word in words:
        if len(row) > len("   ") and len(row) + len(word) + 2 > WIDTH:
            rows.append(row)
            row = "   "
        row += f" {word},"
    return above + "\n".join([f"{key} = [", *rows, row, "]"])


def main(arguments: list[str]) -> int:
    """Format the tables, or with ``--check`` say which lists are out of form."""
    out_of_form = 0
    for path in sorted(TABLES.rglob("*.toml")):
        source = path.read_text(encoding="utf-8")
        result, changed = formatted(source)
        if result == source:
            continue
        out_of_form += 1
        if "--check" in arguments:
            print(f"{path.relative_to(TABLES)}: out of form: {', '.join(changed)}; run python tests/format_tables.py")
        else:
            if _without_order(tomllib.loads(source)) != _without_order(tomllib.loads(result)):
                raise AssertionError(f"{path} would say something else")
            path.write_text(result, encoding="utf-8")
    return int("--check" in arguments and out_of_form > 0)


def _without_order(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_order(inner) for key, inner in value.items()}
    return sorted(set(value)) if isinstance(value, list) and all(isinstance(text, str) for text in value) else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
