from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "smartbooth.handover"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.disclosures import bars
        from smartbooth.handover import given
        from smartbooth.handover import list as owners_list
        from smartbooth.handover.recalls import bar, begin, shown
        from smartbooth.handover.webhooks import queue, work
        from smartbooth.leads import beside, removal
        from smartbooth.leads.bulletins import arrived
        from smartbooth.people import consents, erasure

        duty("hand over", owners_list.PAUSE, owners_list.hand_over, eager=True)
        given.also(queue.handed)
        given.also(arrived.note)
        bars.also(bar.barred)
        consents.also(begin.withdrawn)
        erasure.also(begin.erased)
        removal.before(begin.removed)
        beside.also(shown.about)
        duty("webhooks", 0.25, work.round, eager=True)
        duty("lost webhooks", 30.0, work.reap)
