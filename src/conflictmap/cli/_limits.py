"""An option for every limit on what is read, made from their table."""

from __future__ import annotations

import inspect
import re
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from conflictmap._limits import LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

_PANEL = "Limits: what is beyond is left out and said"
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([kKMG]?)B?\s*\Z")
_BYTES = {"": 1, "k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9}


def limited(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options for limits in place of its parameter `limits`, which gets them as one value."""
    signature = inspect.signature(command)
    hints = get_type_hints(command, include_extras=True)
    own = [
        parameter.replace(annotation=hints[name])
        for name, parameter in signature.parameters.items()
        if name != "limits"
    ]
    names = [parameter.name for parameter in _PARAMETERS]

    @wraps(command)
    def limiting(**given: Any) -> None:
        chosen = {name: given.pop(name) for name in names}
        command(**given, limits=Limits(**chosen))

    parameters = [*own, *_PARAMETERS]
    limiting.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    limiting.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del limiting.__wrapped__
    return limiting


def _size(text: str | int) -> int:
    size = _SIZE.match(str(text))
    if not size:
        raise typer.BadParameter("write a size, for example 2GB")
    return int(float(size[1]) * _BYTES[size[2]])


def _parameter(limit: Any) -> inspect.Parameter:
    says = limit.metadata
    if says["size"]:
        option = typer.Option(says["option"], metavar="SIZE", help=says["what"], rich_help_panel=_PANEL, parser=_size)
    else:
        option = typer.Option(says["option"], metavar="N", help=says["what"], rich_help_panel=_PANEL, min=1)
    default = f"{limit.default // 10**6}MB" if says["size"] else limit.default
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(limit.name, kind, default=default, annotation=Annotated[int, option])


_PARAMETERS = [_parameter(limit) for limit in LIMITS]
