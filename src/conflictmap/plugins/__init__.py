"""Plug-ins: recognisers that find further names, resolvers that propose further places. They add, and never veto.

A recogniser or a resolver is anything callable with the signature of `Recogniser` or `Resolver`; packages offer theirs
under the entry point groups ``conflictmap.recognisers`` and ``conflictmap.resolvers``, as a factory that returns one.
"""

from conflictmap.plugins.api import Point, Proposal, Recogniser, Resolver, Span
from conflictmap.plugins.host import Plugins, PluginWarning

__all__ = ["PluginWarning", "Plugins", "Point", "Proposal", "Recogniser", "Resolver", "Span"]
