"""What an endpoint is told."""

CREATED, RECALLED, PING = "lead.created", "lead.recalled", "test.ping"
