"""The kinds of blocks a page is made of, in the order the studio offers them."""

from smartbooth.launches.blocks.base import Block, BlockError, BlockForm
from smartbooth.launches.blocks.button import Button
from smartbooth.launches.blocks.countdown import Countdown
from smartbooth.launches.blocks.features import Features
from smartbooth.launches.blocks.footer import Footer
from smartbooth.launches.blocks.hero import Hero
from smartbooth.launches.blocks.image import Image
from smartbooth.launches.blocks.lead_form import LeadForm
from smartbooth.launches.blocks.logos import Logos
from smartbooth.launches.blocks.price import Price
from smartbooth.launches.blocks.questions import Questions
from smartbooth.launches.blocks.quote import Quote
from smartbooth.launches.blocks.text import Text
from smartbooth.launches.blocks.video import Video

KINDS: dict[str, type[Block]] = {
    block.kind: block
    for block in (
        Hero, Text, Image, Features, Button, LeadForm, Countdown, Questions, Quote, Price, Logos, Video, Footer,
    )
}  # fmt: skip

__all__ = ["KINDS", "Block", "BlockError", "BlockForm"]
