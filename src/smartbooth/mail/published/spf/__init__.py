"""Who may send for a domain (SPF, RFC 7208)."""
