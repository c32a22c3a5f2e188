"""How long an example takes says nothing on a machine that does other things too: no deadline, fewer of them."""

from hypothesis import settings

settings.register_profile("launches", deadline=None, max_examples=50)
settings.load_profile("launches")
