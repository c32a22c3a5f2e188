"""Mail that comes in: what bounces, complaints, who unsubscribes by mail, and people who write.

A message goes through named steps, each in a module: `mailboxes` (whose is it, before it is taken), `received` (parsed
once, within limits), `handle` (what it says is done), `listen` and `maildir` (the two ways in).
"""
