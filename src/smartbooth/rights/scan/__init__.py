"""A byte scan for one address: what shows that an erasure left nothing behind, copies and backups included."""
