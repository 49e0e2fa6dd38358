"""Reports in, documents out."""

from conflictmap._limits import Limits
from conflictmap.documents.parts import Choices, Note
from conflictmap.documents.read import DocumentWarning, iterate, read
from conflictmap.language.detect import detect_language
from conflictmap.model.document import Document

__all__ = ["Choices", "Document", "DocumentWarning", "Limits", "Note", "detect_language", "iterate", "read"]
