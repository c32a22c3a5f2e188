"""System checks: what is stored, set or promised without being declared. `smartbooth manage check`, each start of the
server and each run of the tests go through them."""

from django.core.checks import CheckMessage, register

from smartbooth.registry.checks import cookies, declarations, labels, promises

INSPECTIONS = (labels.labels, cookies.cookies, declarations.declarations, promises.promises)


def inspect() -> list[CheckMessage]:
    """What is wrong with the registry as a whole."""
    return [problem for inspection in INSPECTIONS for problem in inspection()]


def install() -> None:
    for inspection in INSPECTIONS:
        register(inspection)
