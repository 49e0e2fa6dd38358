"""Literal or associative: the place itself, or those who act in its name."""
