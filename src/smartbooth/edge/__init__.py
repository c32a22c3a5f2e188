"""The hot path: plain ASGI, no ORM. Serves, assigns, counts; hands the rest to Django."""
