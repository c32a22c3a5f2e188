"""The order of the examination: what others depend on first. A check that cannot run is itself a finding."""

import sys
from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured

from smartbooth.cli.doctor.finding import Finding, bad, good

OLDEST = (3, 11)


def python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST:
        return bad("Python", f"is {version}", "Install Python {}.{} or newer.".format(*OLDEST))
    return good("Python", version)


def settings() -> Finding:
    """The settings parse, and Django's own checks of them pass."""
    import django
    from django.core import checks

    try:
        django.setup()
    except ImproperlyConfigured as error:
        return bad("Settings", str(error), "Correct the variable and start again.")
    except OSError as error:
        return bad(
            "Settings", f"{error.strerror}: {error.filename}", "Let this user write there, or set SMARTBOOTH_VAR."
        )
    found = [problem for problem in checks.run_checks() if problem.level >= checks.WARNING]
    if found:
        return bad(
            "Settings", "; ".join(problem.msg for problem in found), found[0].hint or "Correct the setting."
        )
    return good("Settings", "no contradiction")


def examine() -> list[Finding]:
    """Every check's finding, in the order of printing."""
    findings = [python(), settings()]
    if any(finding.state == "bad" for finding in findings):
        return findings
    from smartbooth.cli.doctor import ground, keeping, letters, promised, service

    return [
        *findings,
        *(
            _safely(check)
            for check in (*ground.CHECKS, *keeping.CHECKS, *promised.CHECKS, *service.CHECKS, *letters.CHECKS)
        ),
    ]


def _safely(check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - a check that breaks is what the person came to hear
        return bad(
            check.__name__.capitalize(), f"{type(error).__name__}: {error}", "Mend what is listed above first."
        )
