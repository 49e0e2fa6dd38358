"""All errors a user can meet. Each says what is wrong, where, and what to do."""


class ConflictMapError(Exception):
    """Base of every error raised on purpose by conflictmap."""


class InputError(ConflictMapError, ValueError):
    """A report, folder or option that cannot be used as given."""


class UnreadableError(InputError):
    """A document that exists but cannot be read as text."""


class OutputError(ConflictMapError, OSError):
    """A result that cannot be written where it was asked for."""


class GeodataError(ConflictMapError, RuntimeError):
    """Shipped geodata that is missing or damaged."""


class UnknownResourceError(ConflictMapError, RuntimeError):
    """A map layer that needs a file from the network which is not carried offline."""
