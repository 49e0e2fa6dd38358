"""Find, resolve and map the places named in reports about the Armenia–Azerbaijan conflict."""

from conflictmap._lazy import attach

__version__ = "0.1.0"

# The public names stand in __init__.pyi, once, for type checkers and for us.
__getattr__, __dir__, __all__ = attach(__name__, __file__)
