"""A mail provider's HTTP API (Postmark, Brevo, Mailgun and others), by django-anymail."""
