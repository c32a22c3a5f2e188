from datetime import timedelta

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.launches.models import Launch
from smartbooth.launches.publish import publish
from tests.world import launch


def test_each_launch_once_with_state_letters_and_address(page, owner):
    answer = owner.get("/launches/").content.decode()
    assert answer.count('<li class="launch-row">') == 2
    assert "Nightline" in answer and "Aurora" in answer and "Borealis" not in answer
    assert "nightline.localhost" in answer and 'data-letter="b"' in answer
    assert "Nothing is live yet." in answer


def test_the_sentence_counts_what_is_live(page, owner, world):
    with within(world.workspace):
        publish(page.launch, world.owner)
    assert "One launch is live." in owner.get("/launches/").content.decode()
    world.owner.language = "fr"
    world.owner.save()
    owner.cookies["language"] = "fr"
    assert "Un lancement est en ligne." in owner.get("/launches/").content.decode()


def test_what_is_scheduled_says_when(page, owner, world):
    with within(world.workspace):
        Launch.objects.filter(pk=page.launch.pk).update(publish_at=clock.now() + timedelta(days=2))
    answer = owner.get("/launches/").content.decode()
    assert "Scheduled" in answer and "One launch is scheduled." in answer


def test_ten_more_launches_cost_no_more_queries(page, owner, world, django_assert_num_queries):
    owner.get("/launches/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        owner.get("/launches/")
    for number in range(10):
        launch(world.workspace, f"Launch {number}", f"launch-{number}")
    with django_assert_num_queries(len(few)):
        owner.get("/launches/")


def test_an_empty_list_teaches_with_one_action(stranger, world):
    with within(world.elsewhere):
        Launch.objects.all().delete()
    answer = stranger.get("/launches/").content.decode()
    assert "What are you about to launch?" in answer and answer.count('class="button primary"') == 1
