"""What should have been deleted, and was not."""

from smartbooth.cli.doctor.finding import Finding, bad, good, warn
from smartbooth.registry import sweep
from smartbooth.registry.retention import ENOUGH


def retention() -> Finding:
    """By rule. Counting stops at ENOUGH rows of a rule, so this is quick however much is kept."""
    late, failed = sweep.overdue(), sweep.failed()
    if late:
        says = ", ".join(f"{one.rule.key}: {_count(one.rows)} overdue" for one in late)
        return bad("Retention", says, "See that the worker runs: it deletes daily what was kept long enough.")
    if failed:
        says = ", ".join(f"{one.rule} failed ({one.problem})" for one in failed)
        return warn("Retention", says, "The worker's log says why; it is tried again each hour.")
    return good("Retention", f"{len(sweep.swept())} rules, nothing overdue")


def _count(rows: int) -> str:
    return f"{rows:,}" if rows < ENOUGH else f"{ENOUGH:,} or more"


CHECKS = (retention,)
