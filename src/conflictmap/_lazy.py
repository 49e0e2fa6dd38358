"""Names of a package that are imported when first used, read from its stub."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def attach(package: str, file: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Make a package hand on the names that its stub imports.

    What the stub says is what type checkers see, so that no second list of names can differ from it. Names with a
    leading underscore are the stub's own.

    Parameters
    ----------
    package : str
        The package's ``__name__``.
    file : str
        Its ``__file__``, beside which the stub lies.

    Returns
    -------
    callable, callable, list of str
        The package's ``__getattr__``, ``__dir__`` and ``__all__``.
    """
    sources = _sources(package, Path(file).with_suffix(".pyi"))
    public = sorted(name for name in sources if not name.startswith("_"))

    def load(name: str) -> Any:
        if name not in public:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, attribute = sources[name]
        value = getattr(import_module(module), attribute) if attribute else import_module(module)
        setattr(sys.modules[package], name, value)
        return value

    def names() -> list[str]:
        # What else has been imported since lies there, too, and is nobody's to complete.
        return sorted({name for name in vars(sys.modules[package]) if name.startswith("_")} | {*public})

    return load, names, public


def _sources(package: str, stub: Path) -> dict[str, tuple[str, str]]:
    """The module and the attribute behind each name; no attribute for a module itself."""
    sources: dict[str, tuple[str, str]] = {}
    for statement in ast.parse(stub.read_text(encoding="utf-8")).body:
        match statement:
            case ast.ImportFrom(module=str(module), names=names):
                for imported in names:
                    inside = (f"{package}.{imported.name}", "") if module == package else (module, imported.name)
                    sources[imported.asname or imported.name] = inside
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=known)):
                sources[name] = sources[known]
    return sources
