"""Below /launches/."""

from django.urls import path

from smartbooth.experiments.desk import acts, one, page

ONE = "<str:launch>/tests/<int:number>/"

urlpatterns = [
    path("<str:launch>/tests/", page.tests, name="tests"),
    path(ONE, one.test, name="test"),
    path(ONE + "winner", acts.winner, name="test-send"),
    path(ONE + "options", acts.options, name="test-options"),
    path(ONE + "learned", acts.learned, name="test-learned"),
]
