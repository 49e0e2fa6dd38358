"""Readers in a process of their own: a file that crashes a library, or keeps it busy for ever, costs itself only.

The process is started with the first file of such a kind and serves the whole run; a file that ends it is told of, and
the next one starts another. It is none of `multiprocessing`, which would run the caller's script a second time.
"""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import math
import os
import pickle
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from conflictmap._errors import InputError, NoReaderError, Problem, UnreadableError
from conflictmap._limits import size_in_words
from conflictmap._printable import error_line
from conflictmap.documents.formats import Format
from conflictmap.documents.parts import Choices, Note

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap._limits import Limits
    from conflictmap.documents.parts import Read, Reader, Source

_START = "import sys; sys.path[:] = sys.argv[1:]; from conflictmap.documents.apart import serve; serve()"
_READY = "ready"
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open one beside a program without a console
_PATIENCE = 5.0  # seconds for a process to end by itself
_TIME_IS_UP = {1, -getattr(signal, "SIGXCPU", 1)}  # exit codes
_WAITING = 10  # times the seconds of work that a reader may take by the clock
_TIMES_ITS_SIZE = 20
_ENDED = (EOFError, OSError, pickle.UnpicklingError)


def reader_of(kind: Format) -> Reader:
    """Return the reader of a kind, which works in a process of its own where the kind asks for that.

    Parameters
    ----------
    kind : Format
        The kind of file.

    Returns
    -------
    Reader
        Apart, it says only when it is used that a package it needs is not installed.

    Raises
    ------
    NoReaderError
        If the format has none, or a package it needs is not installed.
    """
    if not (kind.apart and kind.reader):
        return kind.load()

    def read(source: Source, choices: Choices) -> Iterator[Read]:
        worker = _WORKERS.take()
        if worker is None:
            yield from kind.load()(source, choices)
            return
        try:
            yield from worker.read(kind, source, choices)
        finally:
            _WORKERS.give_back(worker)

    return read


def problem_of(error: BaseException, kind: Format | None, source: Source) -> Problem:
    """Return what is to be said of a source whose reader raised an error."""
    if isinstance(error, InputError):
        return Problem(source.place, str(error))
    if isinstance(error, OSError):
        return Problem(source.place, f"cannot be read ({error.strerror or error})")
    # Libraries for other people's formats fail in ways of their own; that costs this file only.
    what = f"cannot be read as a {kind.name if kind else 'report'} ({error_line(error)})"
    return Problem(source.place, what, trace=traceback.format_exc())


def serve() -> None:
    """Read what standard input asks for until it ends: the process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the run; it ends this process, too
    with os.fdopen(os.dup(1), "wb") as answers, open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 1)  # what libraries print is no answer
        _send(answers, _READY)
        with contextlib.suppress(EOFError):
            while True:
                kind, source, choices, folder = _received(sys.stdin.buffer)
                _serve(kind, source, choices, folder, answers, nowhere)


def _serve(kind: Format, source: Source, choices: Choices, folder: str, answers: BinaryIO, nowhere: Any) -> None:
    seconds = choices.limits.seconds

    def tell(answer: object) -> None:
        # Only what a library takes counts, not what the run does with a report before it asks for the next.
        faulthandler.cancel_dump_traceback_later()
        _send(answers, answer)
        _allow_time(seconds, nowhere)

    try:
        os.chdir(folder)
        _allow_time(seconds, nowhere)
        reader = kind.load()
        _allow_memory(source, choices.limits)
        for answer in reader(source, replace(choices, on_note=tell)):
            tell(answer)
    except NoReaderError as error:
        tell(error)
    except MemoryError:
        tell(Problem(source.place, _too_large(kind, source, choices.limits)))
    except BaseException as error:
        tell(problem_of(error, kind, source))
    tell(None)
    faulthandler.cancel_dump_traceback_later()


def _allow_time(seconds: int, nowhere: Any) -> None:
    """End this process when it has worked for so long; where the system counts no work, or it waits, by the clock."""
    by_clock = seconds
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):  # the shell allows less
            _, most = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + seconds, most))
            by_clock *= _WAITING
    faulthandler.dump_traceback_later(by_clock, exit=True, file=nowhere)


def _allow_memory(source: Source, limits: Limits) -> None:
    """Bound the memory that is taken beyond what the libraries hold already; only Linux tells and bounds it."""
    with contextlib.suppress(OSError, ValueError, AttributeError, StopIteration):
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
            held = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmData:"))
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (held + _memory(source, limits), most))


def _memory(source: Source, limits: Limits) -> int:
    """Return how much memory a file may take: large ones need several times their size."""
    return max(limits.memory, _TIMES_ITS_SIZE * source.size())


def _too_large(kind: Format, source: Source, limits: Limits) -> str:
    size = size_in_words(_memory(source, limits))
    return f"a {kind.name} that takes more memory than {size}; split it, or {limits.more('memory')}"


def _send(file: BinaryIO, value: object) -> None:
    pickle.dump(value, file)
    file.flush()


def _received(file: BinaryIO) -> Any:
    return pickle.load(file)  # noqa: S301 – from our own process


class _Worker:
    """A process that reads one source after the other."""

    def __init__(self) -> None:
        self.at_rest = True
        self._process = subprocess.Popen(  # noqa: S603 – our own interpreter and module
            [sys.executable, "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
        )
        self._asked = cast("BinaryIO", self._process.stdin)
        self._answers = cast("BinaryIO", self._process.stdout)

    def is_ready(self) -> bool:
        with contextlib.suppress(*_ENDED):
            return bool(_received(self._answers) == _READY)
        return False

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def read(self, kind: Format, source: Source, choices: Choices) -> Iterator[Read]:
        self.at_rest, missing = False, None
        plain = replace(choices, on_note=None, fetch=None)
        request = (Format(kind.name, (), kind.reader), source, plain, os.getcwd())  # noqa: PTH109 – as text
        with contextlib.suppress(OSError):  # it has ended; so will its answers
            _send(self._asked, request)
        while (answer := self._answer(kind, choices)) is not None:
            if isinstance(answer, NoReaderError):
                missing = answer
            elif not isinstance(answer, Note):
                yield answer
            elif choices.on_note is not None:
                choices.on_note(answer)
        self.at_rest = True
        if missing is not None:
            raise missing

    def _answer(self, kind: Format, choices: Choices) -> Any:
        try:
            return _received(self._answers)
        except _ENDED:
            code = self.end(_PATIENCE)
        if code in _TIME_IS_UP:
            within = f"{choices.limits.seconds:,} s"
            raise UnreadableError(f"a {kind.name} not read within {within}; {choices.limits.more('seconds')}")
        how = f"exit code {code:#x}"
        with contextlib.suppress(ValueError, OverflowError):
            how = signal.strsignal(-code) or how
        raise UnreadableError(
            f"a {kind.name} that broke its reader ({how}); save it anew with another program, or, if it needs much "
            f"memory, {choices.limits.more('memory')}"
        )

    def end(self, patience: float = 0.0) -> int:
        """Wait some seconds for its end, then end it; return its exit code."""
        with contextlib.suppress(OSError):
            self._asked.close()
        try:
            code = self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._answers.close()
        return code


class _Workers:
    """Processes that wait for their next source: one, and one more for each file inside a file that is being read."""

    def __init__(self) -> None:
        # Programs that embed Python are no interpreters; started again they would open their windows.
        name = os.path.basename(sys.executable or "").lower()  # noqa: PTH119
        self._can_start = ("python" in name or "pypy" in name) and not getattr(sys, "frozen", False)
        self._idle: list[_Worker] = []
        self._of_others: list[_Worker] = []
        atexit.register(self._end)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._leave)

    def take(self) -> _Worker | None:
        """Return a process; None where none can be started, so that files are read in this one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive():
                return worker
            worker.end()
        if self._can_start:
            try:
                worker = _Worker()
            except OSError:
                self._can_start = False
            else:
                if worker.is_ready():
                    return worker
                self._can_start = False
                worker.end()
        return None

    def give_back(self, worker: _Worker) -> None:
        """Keep a process for the next source; one that is not through with its own is ended."""
        if worker.at_rest:
            self._idle.append(worker)
        else:
            worker.end()

    def _leave(self) -> None:
        self._of_others += self._idle
        self._idle.clear()

    def _end(self) -> None:
        while self._idle:
            self._idle.pop().end(_PATIENCE)


_WORKERS = _Workers()
