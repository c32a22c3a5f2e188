"""Checks of promises B3 and D2, as the registry can tell them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connections, models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as many

from smartbooth.registry import checks, egress, sweep
from smartbooth.registry.bases import Gap, basis
from smartbooth.registry.checks.labels import fields_of, stored_models
from smartbooth.registry.labels import Personal, everything, labels_of
from smartbooth.registry.processors import NotAllowed, admit, lists
from smartbooth.registry.promises import Result, check, says
from smartbooth.registry.subjects import Region

# Tables of Django's migrations and of the database itself; they say which migrations ran, and how far numbers went.
OURS_OF_NOBODY = frozenset({"django_migrations", "sqlite_sequence", "sqlite_stat1", "sqlite_stat4"})
PROBE = ("192.0.2.1", 443)  # TEST-NET-1 (RFC 5737): belongs to nobody


@check("B3", _("Every kind of data has a purpose, and every purpose a legal basis, in every region"))
def purposes() -> Result:
    looked, gaps = 0, []
    for model, one in everything():
        if isinstance(one, Personal):
            for purpose in one.purposes:
                for region in Region:
                    looked += 1
                    try:
                        basis(purpose, one.subject, region)
                    except Gap as gap:
                        gaps.append(f"{model._meta.label}: {gap}")
            if not one.purposes:
                gaps.append(f"{model._meta.label}.{one.fields[0] if one.fields else ''}")
    if gaps:
        return Result(False, says(_("No basis: %(what)s."), what=gaps[0]), looked)
    return Result(True, says(_("%(count)s uses of data, each with its basis."), count=looked), looked)


@check("B3", _("Nothing is stored that the registry does not know"))
def nothing_unsaid() -> Result:
    """The live schema against the labels: also a table or a column that was added by hand."""
    looked, unsaid = 0, []
    for table, column, known in _columns():
        looked += 1
        if not known:
            unsaid.append(f"{table}.{column}")
    if unsaid:
        return Result(False, says(_("Nobody says what this holds: %(what)s."), what=", ".join(unsaid[:3])), looked)
    return Result(True, says(_("%(count)s columns, each described."), count=looked), looked)


@check("B3", _("The registry agrees with itself, the cookies and the promises"))
def system_checks() -> Result:
    found = checks.inspect()
    if found:
        return Result(False, str(found[0].msg), len(found))
    return Result(True, _("Four inspections of labels, cookies, processors and promises found nothing."), 4)


@check("B3", _("Nothing is kept longer than was said"))
def on_time() -> Result:
    late = sweep.overdue()
    rows = sum(one.rows for one in late)
    looked = len(sweep.swept())
    if late:
        text = many(
            "%(rows)s record should be gone: “%(rule)s”.", "%(rows)s records should be gone: “%(rule)s”.", rows
        )
        return Result(False, says(text, rows=rows, rule=late[0].rule.words), looked)
    return Result(True, says(_("%(count)s rules, and nothing is overdue."), count=looked), looked)


@check("D2", _("Nothing goes out but to whom the registry lists"))
def guard() -> Result:
    """In the process that runs this: the worker, each day."""
    if not egress.installed():
        return Result(False, _("The guard of outgoing connections does not stand in this process."))
    if not egress.refuses(PROBE):
        return Result(False, _("A connection to nobody’s address was let through."), 1)
    return Result(True, _("A trial connection to nobody’s address was refused before anything was sent."), 1)


@check("D2", _("Each processor may get what is listed, and nothing beside it"))
def allow_lists() -> Result:
    """One kind of data that is not on a list, offered to each that has one, must be refused."""
    listed = lists()
    for one in listed:
        try:
            admit(one.key, ["user.no_such_kind"])
        except NotAllowed:
            continue
        return Result(False, says(_("%(who)s would get what it may not."), who=one.key), len(listed))
    problems = checks.declarations.declarations()
    if problems:
        return Result(False, str(problems[0].msg), len(listed))
    return Result(True, says(_("%(count)s lists, each kept to."), count=len(listed)), len(listed))


def _columns() -> Iterator[tuple[str, str, bool]]:
    """(table, column, whether a label describes it) of every database."""
    described = {model._meta.db_table: _described(model) for model in stored_models()}
    for connection in connections.all():
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                if table in OURS_OF_NOBODY:
                    continue
                for column in connection.introspection.get_table_description(cursor, table):
                    yield table, column.name, column.name in described.get(table, ())


def _described(model: type[models.Model]) -> frozenset[str]:
    """The columns of `model` that a label names."""
    labelled = {field for one in labels_of(model) for field in one.fields} & set(fields_of(model))
    return frozenset(str(field.column) for field in model._meta.local_concrete_fields if field.name in labelled)
