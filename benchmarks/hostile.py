"""A folder of hostile files, read at once and one by one: ``python benchmarks/hostile.py [--alone] [--only WORD]``.

The files are made here, by seed: bombs, endless and damaged files, names, links and devices that no folder of reports
should hold, and a few honest ones. One `map` of the whole folder must end well, name every file it does not read and
map the honest ones. With ``--alone`` each is read beside one honest report; printed are seconds and the memory of the
largest process. Ends with an error where something hangs, crashes, passes in silence, or takes more than it may.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from hostile_files import GOOD, GROUPS, HONEST

import conflictmap as cm
from conflictmap.cli import main as cli
from conflictmap.documents import apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile_files import Files

SECONDS, MEGABYTES = 20.0, 1000.0  # of CPU and memory, for one file alone
PATIENCE = 900.0  # seconds by the clock, after which a run hangs
# An administrator may open what nobody may; without that right the unreadable is what it is to everybody else.
_RIGHTS = "-dac_override,-dac_read_search"
UNPRIVILEGED = ["setpriv", f"--bounding-set={_RIGHTS}", f"--inh-caps={_RIGHTS}"]
READ = "read"  # a report, or what stands before the damage, is mapped


def main() -> int:
    """Make the folder, read it, print what was said of each file; return 1 if anything is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--alone", action="store_true", help="read each file by itself, too, and take time and memory")
    parser.add_argument("--only", default="", metavar="WORD", help="only files whose group or name holds the word")
    parser.add_argument("--part", default="1/1", metavar="N/M", help="of the files, the Nth of M parts")
    options = parser.parse_args()
    if os.geteuid() == 0 and os.environ.get("UNPRIVILEGED") != "yes":
        os.environ["UNPRIVILEGED"] = "yes"
        os.execvp(UNPRIVILEGED[0], [*UNPRIVILEGED, sys.executable, *sys.argv])
    number, parts = map(int, options.part.split("/"))
    groups = {name: make() for name, make in GROUPS.items()}
    chosen = [(group, name) for group, files in groups.items() for name in files if options.only in f"{group} {name}"]
    chosen = chosen[number - 1 :: parts]
    faults = 0
    cm.map(cm.geoparse([cm.Document(id="1", text=GOOD)])).to_html()  # what every run loads is loaded once
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        if options.alone:
            print("| kind | file | s | MB | reports | said |\n|---|---|--:|--:|--:|---|", flush=True)
            for group, name in chosen:
                faults += _alone(home / "alone", group, name, groups[group][name])
        else:
            faults += _together(home / "reports", {name: groups[group][name] for group, name in chosen})
    print(f"{len(chosen)} files, {faults} faults")
    return bool(faults)


def _together(folder: Path, files: Files) -> int:
    _laid(folder, {"good.txt": GOOD.encode(), **files})
    code, said, seconds, memory = _mapped(folder)
    faults = code != 0
    for name in files:
        lines = _lines_on(name, said)
        print(f"{_shown(name):<42}{lines[0][:150] if lines else READ}")
        faults += bool(lines) == (name in HONEST)
    print(f"one run: exit code {code}, {seconds:.1f} s, {memory:.0f} MB, {_reports(said)} reports read")
    return faults


def _alone(folder: Path, group: str, name: str, content: bytes | Callable[[Path], object]) -> int:
    _laid(folder, {"good.txt": GOOD.encode(), name: content})
    code, said, seconds, memory = _mapped(folder)
    lines = _lines_on(name, said)
    why = lines[0] if lines else READ
    fault = "" if code == 0 else f" EXIT CODE {code}"
    fault += " TOO LONG" if seconds > SECONDS else ""
    fault += " TOO MUCH" if memory > MEGABYTES else ""
    reports = _reports(said) - 1
    cells = (group, _shown(name), f"{seconds:.1f}", f"{memory:.0f}", reports, why[:160].replace("|", "¦") + fault)
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)
    _removed(folder)
    return bool(fault)


def _laid(folder: Path, files: Files) -> None:
    folder.mkdir(mode=0o755)
    for name, content in files.items():
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + os.fsencode(name)))
        path.parent.mkdir(parents=True, exist_ok=True)
        if callable(content):
            content(path)
        else:
            path.write_bytes(content)


def _removed(folder: Path) -> None:
    subprocess.run(["rm", "-rf", folder], check=True)  # paths this long stop shutil


def _mapped(folder: Path) -> tuple[int, str, float, float]:
    """Map a folder in a process of its own; return exit code, what was said, CPU seconds, megabytes of the largest."""
    with tempfile.TemporaryDirectory() as out, tempfile.TemporaryFile() as heard:
        process = os.fork()
        if process == 0:
            for stream in (1, 2):
                os.dup2(heard.fileno(), stream)
            _command(folder, Path(out))
        alarm = threading.Timer(PATIENCE, os.kill, (process, signal.SIGKILL))
        alarm.start()
        _, status, usage = os.wait4(process, 0)
        alarm.cancel()
        heard.seek(0)
        said = heard.read().decode("utf-8", "replace")
        left = [path.name for path in Path(out).iterdir() if path.name.startswith(".conflictmap")]
        said += f"\n  left behind: {left}\n" if left else ""
        code = os.waitstatus_to_exitcode(status) or len(left)
        return code, said, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def _command(folder: Path, out: Path) -> NoReturn:
    sys.argv = ["conflictmap", "map", str(folder), "-o", str(out / "map.html"), "--debug"]
    code = 99
    try:
        cli()
    except SystemExit as done:
        code = int(done.code or 0)
    except BaseException:
        traceback.print_exc()
    apart._WORKERS._end()  # whose memory and time count
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _reports(said: str) -> int:
    found = re.search(r"(\d[\d,]*) reports? read", said)
    return int(found[1].replace(",", "")) if found else 0


def _lines_on(name: str, said: str) -> list[str]:
    """What was said of a file: lines that name it, failing that those on files of its suffix."""
    known = re.escape(_shown(name).split("/")[0][:120])
    ends = "" if len(name) > 120 else r"(?:[:,/]|\Z)"
    of = re.findall(rf"^  \S*?{known}{ends}.*$", said, re.MULTILINE)
    suffix = Path(name).suffix
    if not of and suffix in COUNTED:
        of = re.findall(rf"^  .*{COUNTED[suffix]}.*$", said, re.MULTILINE)
    return [re.sub(r"^  \S*?" + known, "", line).strip(" :,/") or line.strip() for line in of]


def _shown(name: str) -> str:
    shown = re.sub("[\udc80-\udcff]", lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", name)
    shown = re.sub("[\x00-\x1f]", lambda char: chr(0x2400 + ord(char[0])), shown)
    return shown if len(shown) < 50 else f"{shown[:24]}… ({len(shown)})"


COUNTED = {
    ".gpkg": "map layers?",
    ".sqlite": "map layers?",
    ".png": "pictures?",
    ".doc": "old kind",
    ".xyz": ".xyz file",
}


if __name__ == "__main__":
    sys.exit(main())
