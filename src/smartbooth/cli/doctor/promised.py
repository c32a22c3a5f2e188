"""What was promised: the policy says what the service does, and no check found a promise broken."""

from datetime import timedelta

from smartbooth.cli.doctor.finding import Finding, bad, good, warn
from smartbooth.core import clock
from smartbooth.policy import publish, state, text

OLD = timedelta(days=2)  # the worker looks daily


def policy() -> Finding:
    current = publish.current()
    if current is None:
        return warn(
            "Policy", "none was published yet", "Start `smartbooth serve`, or `smartbooth policy publish`."
        )
    if current.digest != text.digest(text.generated()):
        says = f"version {current.number} no longer says what the service does"
        return bad("Policy", says, "Read `smartbooth policy diff`, then `smartbooth policy publish`.")
    return good("Policy", f"version {current.number} says what the service does")


def promises() -> Finding:
    """As last looked at: the worker runs every check daily, `smartbooth promises` at once."""
    found = state.standings()
    broken = [one.promise.id for one in found if one.state == state.BROKEN]
    if broken:
        return bad("Promises", f"{', '.join(broken)} broken", "`smartbooth promises` says which check found what.")
    times = [look.run.at if look.run else None for one in found for look in one.looked]
    if None in times or min((at for at in times if at), default=clock.now()) < clock.now() - OLD:
        return warn("Promises", "not all were looked at lately", "Run the worker, or `smartbooth promises`.")
    kept = sum(one.state == state.KEPT for one in found)
    return good("Promises", f"{kept} kept, {sum(one.state == state.NOT_BUILT for one in found)} not built yet")


CHECKS = (policy, promises)
