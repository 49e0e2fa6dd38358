"""The command line: thin verbs over the Python API, clear messages, exit codes."""

from conflictmap.cli._commands import app, main

__all__ = ["app", "main"]
