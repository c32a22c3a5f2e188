"""SMTP (RFC 5321) to the server that takes our mail: a relay of the operator's, or a provider's."""
