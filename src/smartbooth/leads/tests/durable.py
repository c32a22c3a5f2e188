"""Run by test_durable in a process of its own: `post` takes forms until it is killed, `look` tells what is there."""

import os
import sys
import threading
from contextlib import nullcontext

from tests.apart import migrate, run


def make() -> None:
    from smartbooth.accounts.models import Workspace
    from smartbooth.leads.tests.scene import publish
    from tests.world import launch

    migrate()
    publish(launch(Workspace.objects.create(name="Aurora SAS"), "Aurora", "aurora"))


def post() -> None:
    """Each line it prints is an address that was answered 303: whatever happens now, it has to be there."""
    from smartbooth.accounts.tenancy import everywhere
    from smartbooth.launches.models import Launch
    from smartbooth.leads.tests import scene

    with everywhere():
        launch = Launch.objects.select_related("workspace").get()

    def run(thread: int) -> None:
        number = 0
        while True:
            number += 1
            address = f"zaphira-{os.getpid()}-{thread}-{number}@example.org"
            answer = scene.post(launch, email=address, name="Zaphira Unheard", purpose_1="yes")
            assert answer.status_code == 303
            sys.stdout.write(f"{address}\n")
            sys.stdout.flush()

    for thread in range(3):
        threading.Thread(target=run, args=(thread,), daemon=True).start()
    threading.Event().wait()


def look() -> None:
    from smartbooth.accounts.tenancy import everywhere
    from smartbooth.leads import given
    from smartbooth.leads.models import Lead
    from smartbooth.leads.tests.scene import reading
    from smartbooth.people import vault
    from smartbooth.people.models import Consent, Key, Person
    from smartbooth.tallies.models import Pending

    with everywhere():
        leads = list(Lead.objects.select_related("person", "launch"))
        counts = {
            len(leads),
            Consent.objects.filter(box="").count(),
            Consent.objects.exclude(box="").count(),
            Person.objects.count(),
            Pending.objects.count(),
        }
        keys = set(Key.objects.values_list("pk", flat=True))
    assert len(counts) == 1, counts  # nothing half stored
    assert keys >= {lead.person_id for lead in leads}  # the key store commits first
    with reading(leads[0].launch) if leads else nullcontext():
        assert all(given.of(lead).name == "Zaphira Unheard" for lead in leads)
        print("\n".join(vault.open(lead.person).address for lead in leads))


if __name__ == "__main__":
    run(make=make, post=post, look=look)
