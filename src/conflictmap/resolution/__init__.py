"""Resolution: which place a mention means, by a vote of cheap evidence that explains itself."""

from conflictmap.resolution.resolve import resolve

__all__ = ["resolve"]
