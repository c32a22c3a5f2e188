"""Publishing: variants become immutable bytes, and every edge serves them within a second, all or none."""

from smartbooth.launches.publish.changes import Changes, pending_changes
from smartbooth.launches.publish.problems import Problem, PublishError, problems
from smartbooth.launches.publish.schedule import due
from smartbooth.launches.publish.split import NobodyLeft, by_hour, in_force, pending, resplit, retire, weigh
from smartbooth.launches.publish.verbs import publish, renew, unpublish

__all__ = [
    "Changes", "NobodyLeft", "Problem", "PublishError", "by_hour", "due", "in_force", "pending", "pending_changes",
    "problems", "publish", "renew", "resplit", "retire", "unpublish", "weigh",
]  # fmt: skip
