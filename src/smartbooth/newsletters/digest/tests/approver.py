"""Run in a live installation's environment (test_browser.py): an operator, two launches to be named, and a reader."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")
NAME, PASSWORD = "ursula", "a lantern on the pier"


def main() -> None:
    from smartbooth.accounts.models import Membership, User, Workspace
    from smartbooth.accounts.tenancy import within
    from smartbooth.launches import editing, publish
    from smartbooth.newsletters.digest.models import Listed
    from smartbooth.newsletters.digest.tests.scene import left

    operator = User.objects.create_user(NAME, f"{NAME}@example.org", PASSWORD, is_staff=True)
    workspace = Workspace.objects.create(name="Atelier Lune")
    Membership.objects.create(workspace=workspace, user=operator)
    with within(workspace):
        for name, language, says in (
            ("Evening lamp", "en", "A lamp that goes to sleep with you"),
            ("Le pain du soir", "fr", "Du pain chaud à dix-neuf heures"),
        ):
            slug = f"digest-{language}"
            made = editing.create(workspace, operator, name=name, slug=slug, starter="soon", language=language)
            publish.publish(made, operator)
            Listed.objects.create(launch=made, workspace=workspace, says=says)
            print(made.pk)
    left("digest-reader", agreed=True)


if __name__ == "__main__":
    import django

    django.setup()
    main()
