"""Errors that a user can mend."""

from __future__ import annotations


class BadInput(Exception):
    """Input that is not right; the message says in one line what is wrong and how to mend it."""
