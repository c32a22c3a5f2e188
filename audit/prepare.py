"""Publish every starting template in both languages; print the addresses as JSON, [[template, language, url], …]."""

import json
import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from smartbooth.accounts.models import Workspace
    from smartbooth.accounts.tenancy import within
    from smartbooth.launches import editing, publish
    from smartbooth.launches.starters import STARTERS

    call_command("migrate", verbosity=0)
    workspace = Workspace.objects.create(name="Atelier Aurora")
    made = []
    with within(workspace):
        for starter in STARTERS:
            for language in ("en", "fr"):
                slug = f"{starter}-{language}"
                launch = editing.create(
                    workspace, None, name="Aurora", slug=slug, starter=starter, language=language
                )
                launch.family = starter
                launch.save(update_fields=["family"])
                publish.publish(launch, None)
                made.append([starter, language, launch.url])
    print(json.dumps(made))


main()
