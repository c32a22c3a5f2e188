"""Run by test_killed in a process of its own: `make` owners with leads, `work` until killed, `look` what is there."""

import sys

from tests.apart import migrate, run

OWNERS = 80
START = (2026, 5, 3, 7)


def make() -> None:
    from smartbooth.accounts.models import Membership, User, Workspace
    from smartbooth.leads.bulletins.tests.arriving import hand
    from tests.world import launch, paris

    migrate()
    workspace = Workspace.objects.create(name="Aurora SAS")
    for number in range(OWNERS):
        owner = User.objects.create_user(f"owner{number}", f"owner{number}@example.org")
        Membership.objects.create(workspace=workspace, user=owner)
    hand(launch(workspace, "Aurora", "aurora"), paris(*START), 3)


def work() -> None:
    """A word after each letter's transaction and one within it: the test kills after one, or in the midst of one."""
    from smartbooth.leads.bulletins import tell
    from smartbooth.leads.bulletins.tests.arriving import look as due
    from smartbooth.mail import membership
    from tests.world import paris

    posted = membership.tell

    def post(*arguments, **named):
        posted(*arguments, **named)
        sys.stdout.write("posted\n")
        sys.stdout.flush()

    membership.tell, tell.BATCH = post, 1
    while due(paris(2026, 5, 3, 8)):
        sys.stdout.write("told\n")
        sys.stdout.flush()


def look() -> None:
    from smartbooth.leads.bulletins.tests.arriving import fresh, rows
    from smartbooth.leads.models import Bulletin
    from tests.world import paris

    told = [row.person_id for row in rows()]
    assert len(told) == len(set(told)) and set(fresh()) <= {3}  # nobody twice, each of all three
    moved = Bulletin.objects.filter(until=paris(2026, 5, 3, 8), due_at=None)
    assert set(moved.values_list("membership__user__person_id", flat=True)) == set(
        told
    )  # cursor and row, or neither
    print(len(told))


if __name__ == "__main__":
    run(make=make, work=work, look=look)
