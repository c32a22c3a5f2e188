"""Publishing: variants become immutable bytes, and every edge serves them within a second, all or none."""

from smartbooth.launches.publish.changes import Changes, pending_changes
from smartbooth.launches.publish.problems import Problem, PublishError, problems
from smartbooth.launches.publish.schedule import due
from smartbooth.launches.publish.verbs import publish, renew, unpublish

__all__ = [
    "Changes", "Problem", "PublishError", "due", "pending_changes", "problems", "publish", "renew", "unpublish",
]  # fmt: skip
