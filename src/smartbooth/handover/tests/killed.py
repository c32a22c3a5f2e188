"""Run by test_killed in a process of its own: `make` leads, `work` until killed, `look` what is there."""

import sys

from tests.apart import migrate, run

LEADS = 300


def make() -> None:
    from smartbooth.accounts.models import Workspace
    from smartbooth.leads.tests.scene import post, publish
    from tests.world import launch

    migrate()
    made = launch(Workspace.objects.create(name="Aurora SAS"), "Aurora", "aurora")
    publish(made)
    for number in range(LEADS):
        assert post(made, email=f"sam{number}@example.org").status_code == 303


def work() -> None:
    """Small batches, a word after each: the test kills it in the midst of one."""
    from smartbooth.handover import list as owners_list

    owners_list.BATCH = 7
    while owners_list.hand_over():
        sys.stdout.write("batch\n")
        sys.stdout.flush()


def look() -> None:
    from smartbooth.accounts.tenancy import everywhere
    from smartbooth.disclosures import ledger
    from smartbooth.disclosures.models import Entry
    from smartbooth.leads.models import Lead

    verdict = ledger.verify()
    assert verdict.whole, verdict
    subjects = list(Entry.objects.values_list("subject", flat=True))
    assert len(subjects) == len(set(subjects))  # nobody twice
    with everywhere():
        handed = Lead.objects.filter(handed_at__isnull=False).count()
    assert handed == len(subjects)  # none marked without its row, none with a row and not marked
    print(handed)


if __name__ == "__main__":
    run(make=make, work=work, look=look)
