"""Recognition: every place name of a document, what it stands beside, and what role it plays."""

from conflictmap.recognition.recognise import recognise

__all__ = ["recognise"]
