"""Reports in, documents out."""

from conflictmap.documents.read import DocumentWarning, read
from conflictmap.language.detect import detect_language
from conflictmap.model.document import Document

__all__ = ["Document", "DocumentWarning", "detect_language", "read"]
