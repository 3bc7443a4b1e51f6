"""Where the contract looks for the streams of a source."""

from connector import Reader

__all__ = ["Reader"]
