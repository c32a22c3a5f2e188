from smartbooth.accounts.tenancy import everywhere
from smartbooth.launches.models import Launch


def free(slug: str) -> str:
    """The slug, or with a number after it when any workspace has it."""
    with everywhere():
        taken = set(Launch.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, 1000))) if name not in taken)
