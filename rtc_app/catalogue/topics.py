"""The kinds of topic that have pages of their own, and the sentence on top of each page."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_LEADS = Path(__file__).parent / "data" / "leads.yaml"


@dataclass(frozen=True)
class TopicKind:
    """A vocabulary of which every concept has a page at /`path`/code, and which has an index at /`path`."""

    path: str
    scheme: str
    singular: str
    plural: str
    #: What the index is for.
    lead: str
    #: Schemes of which the page shows what occurs together with the topic.
    beside: tuple[str, ...] = ("studiegebied", "thema", "tool")
    #: Written as "6.25 – hanteert meettoestellen …".
    shows_code: bool = False


KINDS = (
    TopicKind(
        "studiegebieden",
        "studiegebied",
        "studiegebied",
        "Studiegebieden",
        "Kies je studiegebied en zie wat er voor jouw vak is.",
        ("thema", "tool"),
    ),
    TopicKind(
        "studiedomeinen",
        "studiedomein",
        "studiedomein",
        "Studiedomeinen",
        "De acht domeinen van de nieuwe structuur, elk met de studiegebieden die er voorlopig bij horen.",
    ),
    TopicKind("themas", "thema", "thema", "Thema’s", "Waarover de opleidingen gaan, technisch en algemeen.", ("studiegebied", "tool")),
    TopicKind(
        "tools",
        "tool",
        "tool of toestel",
        "Tools en toestellen",
        "De programma’s en toestellen waarmee je leert werken.",
        ("studiegebied", "thema"),
    ),
    TopicKind(
        "sleutelcompetenties",
        "sleutelcompetentie",
        "sleutelcompetentie",
        "Sleutelcompetenties",
        "Wat leerlingen moeten kunnen, en welke opleidingen jou daarbij helpen.",
        shows_code=True,
    ),
    TopicKind("bouwstenen", "bouwsteen", "bouwsteen", "Bouwstenen", "De delen van de sleutelcompetenties waar de opleidingen aan werken."),
    TopicKind(
        "eindtermen",
        "eindterm",
        "eindterm",
        "Eindtermen",
        "Elke eindterm met de opleidingen die eraan werken. Wat in een andere finaliteit hetzelfde betekent, telt mee.",
        shows_code=True,
    ),
    TopicKind("provincies", "provincie", "provincie", "Provincies", "Wat er dicht bij jou gegeven wordt."),
)
BY_PATH = {kind.path: kind for kind in KINDS}
BY_SCHEME = {kind.scheme: kind for kind in KINDS}


@cache
def leads() -> dict[str, dict[str, str]]:
    """Scheme → code → the sentence on top of the page."""
    content: dict[str, dict[str, str]] = yaml.safe_load(_LEADS.read_text("utf-8"))
    return content
