"""No letter leaves the machine: operators read them at /outbox/. For a laptop, a trial, a test."""
