"""Smart PhotoBooth: launch pages that compete, count honestly, and keep every privacy promise by code."""

__version__ = "0.1.0"
