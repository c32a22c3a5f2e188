import pytest

from smartbooth.accounts.tenancy import ScopeError, everywhere, within
from smartbooth.launches.models import Launch


def test_a_query_without_a_workspace_raises(world):
    with pytest.raises(ScopeError):
        list(Launch.objects.all())


def test_a_workspace_sees_its_own_only(world):
    with within(world.workspace):
        assert list(Launch.objects.all()) == [world.launch]
    with within(world.elsewhere):
        assert not Launch.objects.filter(pk=world.launch.pk).exists()


def test_the_installation_sees_everything(world):
    with everywhere():
        assert Launch.objects.count() == 2
