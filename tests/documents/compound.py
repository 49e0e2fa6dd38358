"""Compound files as Office programs write them (MS-CFB), for mails of Outlook."""

from __future__ import annotations

import datetime as dt
import struct
from typing import TypeAlias

Tree: TypeAlias = "dict[str, bytes | Tree]"

_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_FILETIME = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)


def compound(tree: Tree) -> bytes:
    """Streams by name, folders of them too, as one file."""
    entries: list[list[object]] = [["Root Entry", 5, _NONE, _NONE, _NONE, _END, 0]]
    small, large = bytearray(), bytearray()
    small_chain: list[int] = []
    large_chain: list[int] = []

    def stored(data: bytes) -> tuple[int, int]:
        if len(data) < _CUTOFF:
            body, chain, size = small, small_chain, _SMALL
        else:
            body, chain, size = large, large_chain, _SECTOR
        if not data:
            return _END, 0
        first = len(chain)
        body += data + b"\0" * (-len(data) % size)
        chain += [*range(first + 1, first + -(-len(data) // size)), _END]
        return first, len(data)

    def folder(inside: Tree, parent: int) -> None:
        before = None
        for name in sorted(inside, key=lambda name: (len(name), name.upper())):
            content = inside[name]
            number = len(entries)
            if isinstance(content, bytes):
                entries.append([name, 2, _NONE, _NONE, _NONE, *stored(content)])
            else:
                entries.append([name, 1, _NONE, _NONE, _NONE, 0, 0])
                folder(content, number)
            if before is None:
                entries[parent][4] = number
            else:
                entries[before][3] = number
            before = number

    folder(tree, 0)
    root_first = len(large_chain)
    if small:
        sectors = -(-len(small) // _SECTOR)
        large += bytes(small) + b"\0" * (-len(small) % _SECTOR)
        large_chain += [*range(root_first + 1, root_first + sectors), _END]
        entries[0][5], entries[0][6] = root_first, len(small)

    def added(data: bytes, fill: bytes) -> int:
        first = len(large_chain)
        large.extend(data + fill * ((-len(data) % _SECTOR) // len(fill)))
        count = -(-len(data) // _SECTOR)
        large_chain.extend([*range(first + 1, first + count), _END])
        return first

    small_table = b"".join(struct.pack("<I", number) for number in small_chain)
    small_first = added(small_table, struct.pack("<I", _FREE)) if small_table else _END
    directory = b"".join(_entry(*entry) for entry in entries)  # type: ignore[arg-type]
    directory_first = added(directory, b"\0" * 128)
    first_table, fat = len(large_chain), _fat(large_chain)
    tables = len(fat) // _SECTOR
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, tables, directory_first, 0, _CUTOFF,
        small_first, -(-len(small_table) // _SECTOR), _END, 0,
    )  # fmt: skip
    head += b"".join(struct.pack("<I", first_table + at if at < tables else _FREE) for at in range(109))
    return head + bytes(large) + fat


def _fat(chain: list[int]) -> bytes:
    """Which sector follows which, the table's own among them."""
    tables = 1
    while tables * _SECTOR // 4 < len(chain) + tables:
        tables += 1
    table = b"".join(struct.pack("<I", number) for number in [*chain, *[_FAT] * tables])
    return table + struct.pack("<I", _FREE) * ((-len(table) % _SECTOR) // 4)


def _entry(name: str, kind: int, left: int, right: int, child: int, first: int, size: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", wide, len(wide), kind, 1, left, right, child, b"", 0, 0, 0, first, size
    )  # fmt: skip


def outlook(
    text: str, subject: str, sender: str, sent: dt.datetime | None, *, page: str = "", code_page: str = "",
    attached: dict[str, bytes] | None = None,
) -> bytes:  # fmt: skip
    """A message as Outlook saves it: in Unicode, or in a code page as old ones are."""
    suffix, encoding = ("001E", code_page) if code_page else ("001F", "utf-16-le")
    fixed = struct.pack("<II8s", 0x3FFD0003, 6, struct.pack("<II", int(code_page[2:] or 0) if code_page else 1251, 0))
    if sent is not None:
        ticks = int((sent - _FILETIME).total_seconds()) * 10_000_000
        fixed += struct.pack("<IIQ", 0x00390040, 6, ticks)
    tree: Tree = {
        "__nameid_version1.0": {"__substg1.0_00020102": b""},
        "__properties_version1.0": b"\0" * 32 + fixed,
        f"__substg1.0_0037{suffix}": subject.encode(encoding),
        f"__substg1.0_0C1A{suffix}": sender.encode(encoding),
        f"__substg1.0_1000{suffix}": text.encode(encoding),
        "__substg1.0_1035001F": "<17@example.am>".encode("utf-16-le"),
    }
    if page:
        tree["__substg1.0_10130102"] = page.encode("utf-8")
    for number, (name, data) in enumerate((attached or {}).items()):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": b"\0" * 8,
            "__substg1.0_37010102": data,
            "__substg1.0_3707001F": name.encode("utf-16-le"),
        }
    return compound(tree)
