"""A page's look: four colours, a voice of type, sizes, air, corners; checked for contrast, alive in the dark."""

from smartbooth.launches.theme.contrast import contrast
from smartbooth.launches.theme.form import THEME_FORM, ThemeError, ThemeForm, parse
from smartbooth.launches.theme.presets import PRESETS
from smartbooth.launches.theme.tokens import tokens

__all__ = ["PRESETS", "THEME_FORM", "ThemeError", "ThemeForm", "contrast", "parse", "tokens"]
