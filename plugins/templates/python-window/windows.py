"""Where the contract looks for the states of windows."""

from etalon import States

__all__ = ["States"]
