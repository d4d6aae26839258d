"""Which bodies are firms: where one is looked at, it is no host."""

import re
from typing import Final

from kg.extract.scene import Item

_FIRM: Final = re.compile(
    r"公司|集团|产业园|交易中心|厂$"
    r"|\b(?:Ltd|Limited|Inc|Group|Exchange|Plant|Facility|Factory|Company|Corporation|Mill"
    r"|Refinery|Landfill)\b"
)


def is_firm(item: Item) -> bool:
    return item.type == "company" or bool(_FIRM.search(item.surface))
