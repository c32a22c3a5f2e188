"""The record of processing (GDPR Art. 30), made from the labels: as a page, a table and a Fides manifest."""

from smartbooth.registry.record.chapters import Chapter, Entry, Ground, chapters

__all__ = ["Chapter", "Entry", "Ground", "chapters"]
