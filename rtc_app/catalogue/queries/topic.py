"""Pages of topics: a study area, theme, tool, eindterm … with what there is now and what lies around it (CAT-14, TAG-03, TAG-08)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from rtc_app.catalogue.queries.there import OfferThere, Part, offer_there, part_of_offer
from rtc_app.catalogue.queries.vocabulary import Key, TopicConcept, Vocabulary, leaves, topic_concepts
from rtc_app.catalogue.search import read_model
from rtc_app.catalogue.search.facets import CODES
from rtc_app.catalogue.search.kept import KeptByOffer
from rtc_app.catalogue.search.read_model import ReadModel
from rtc_app.catalogue.topics import BY_SCHEME, TopicKind, leads


class TopicLink(NamedTuple):
    """A topic in a list, with its number of trainings."""

    scheme: str
    code: str
    label: str
    number: int

    @property
    def path(self) -> str:
        """Where pages of its kind are."""
        return BY_SCHEME[self.scheme].path


@dataclass(frozen=True, eq=False)
class TopicContent:
    """What only changes with the offer: `related` are groups of topics under a title, `typical` the areas in which a tool is used."""

    kind: TopicKind
    concept: TopicConcept
    lead: str | None
    part: Part
    related: tuple[tuple[str, tuple[TopicLink, ...]], ...]
    typical: tuple[TopicLink, ...]


@dataclass(frozen=True)
class TopicPage:
    """One topic as it is now."""

    content: TopicContent
    there: OfferThere

    @property
    def concept(self) -> TopicConcept:
        return self.content.concept


class TopicGroup(NamedTuple):
    """Topics of an index under the broader one they belong to, or under none."""

    broader: TopicLink | None
    topics: tuple[TopicLink, ...]


def topic_page(kind: TopicKind, code: str, at: datetime) -> TopicPage | None:
    """The page of a concept, None when there is no such concept."""
    if (kind.scheme, code) not in topic_concepts(at):
        return None
    content = _contents.of((kind.scheme, code), at)
    return TopicPage(content, offer_there(content.part, at))


def _content(key: Key, at: datetime) -> TopicContent:
    vocabulary, model = topic_concepts(at), read_model.current(at)
    concept, kind = vocabulary[key], BY_SCHEME[key[0]]
    pairs = list(leaves(vocabulary, concept.key, CODES))
    typical = tuple(_link(model, vocabulary, ("studiegebied", area)) for area in concept.areas if ("studiegebied", area) in vocabulary)
    return TopicContent(
        kind=kind,
        concept=concept,
        lead=concept.label if kind.shows_code else leads().get(kind.scheme, {}).get(concept.code),
        part=part_of_offer(bitmap_of(model, vocabulary, key), pairs, kind.beside, at),
        related=tuple(_related(model, vocabulary, concept)),
        typical=typical,
    )


_contents = KeptByOffer(_content)


def topic_index(kind: TopicKind, at: datetime) -> list[TopicGroup]:
    """Every concept of a kind with its number of trainings, under the broader concept it belongs to."""
    vocabulary, model = topic_concepts(at), read_model.current(at)
    groups: dict[Key | None, list[TopicLink]] = {}
    for concept in vocabulary.values():
        if concept.scheme == kind.scheme:
            groups.setdefault(concept.broader, []).append(_link(model, vocabulary, concept.key))
    return [TopicGroup(_link(model, vocabulary, broader) if broader else None, tuple(topics)) for broader, topics in groups.items()]


def bitmap_of(model: ReadModel, vocabulary: Vocabulary, key: Key) -> int:
    """The trainings of a topic: those the search finds, of itself or of everything narrower."""
    bitmap = 0
    for scheme, code in leaves(vocabulary, key, CODES):
        bitmap |= model.bits[scheme].get(code, 0)
    return bitmap


def _link(model: ReadModel, vocabulary: Vocabulary, key: Key) -> TopicLink:
    return TopicLink(*key, vocabulary[key].name, bitmap_of(model, vocabulary, key).bit_count())


def _related(model: ReadModel, vocabulary: Vocabulary, concept: TopicConcept) -> Iterable[tuple[str, tuple[TopicLink, ...]]]:
    """What means the same, what it belongs to, what belongs to it, and what stands beside it."""
    beside = (
        [key for key in vocabulary[concept.broader].narrower if key != concept.key and key not in concept.equivalent]
        if concept.broader
        else []
    )
    groups = (
        ("Betekent hetzelfde", concept.equivalent),
        ("Hoort bij", (concept.broader,) if concept.broader else ()),
        ("Hieronder valt", concept.narrower),
        ("Staat ernaast", [key for key in beside if key[0] == concept.scheme]),
    )
    for title, keys in groups:
        links = [_link(model, vocabulary, key) for key in keys]
        # What has no offer is left out beside a topic: it leads nowhere.
        shown = [link for link in links if link.number or title != "Staat ernaast"]
        if shown:
            yield title, tuple(shown)
