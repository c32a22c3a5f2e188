"""Make a database with one published launch of two variants; print its host and id as JSON."""

import json
import os

from tests.apart import migrate


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")
    import django

    django.setup()

    from smartbooth.accounts.models import Workspace
    from smartbooth.accounts.tenancy import within
    from smartbooth.launches import editing, publish
    from smartbooth.launches.models import Variant

    migrate()
    workspace = Workspace.objects.create(name="Bench")
    with within(workspace):
        launch = editing.create(workspace, None, name="Bench", slug="bench", starter="soon", language="en")
        editing.duplicate(Variant.objects.get(launch=launch), "The same page", None)
        publish.publish(launch, None)
        print(json.dumps({"host": launch.host, "id": launch.pk}))


main()
