"""Append-only event files: one line an event, one write a line, nothing personal (docs/architecture.md)."""
