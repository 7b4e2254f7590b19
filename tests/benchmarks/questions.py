"""Addresses to measure: thousands of different ones for every page that has more than one, in a fixed random order."""

import random
from datetime import timedelta
from urllib.parse import urlencode

from rtc_app.kernel import clock
from tests.benchmarks import catalogue

MANY = 20_000
#: Values that a good part of the trainings have, by facet.
COMMON = {
    "studiegebied": ["auto", "bouw", "chemie", "handel", "hout", "koeling-warmte", "land-tuinbouw"],
    "niveau": ["beginner", "gevorderde", "expert"],
    "thema": ["programmeren", "3d-modelleren-simuleren", "automatiseren", "ar-vr", "evalueren"],
    "tool": ["arduino", "html", "plc", "python"],
    "leervorm": ["fysiek", "online-sync", "online-async", "hybride"],
    "onderwijsvorm": ["tso", "bso", "dbso"],
    "finaliteit": ["doorstroom", "dubbel", "arbeidsmarkt"],
    "eindterm": ["4.1", "4.2", "4.3", "6.47", "6.25"],
    "sleutelcompetentie": ["4", "6", "13"],
    "studiedomein": ["stem", "economie-organisatie"],
    "prijs": ["gratis", "tot-50", "tot-100"],
    "rtc": ["rtc-antwerpen", "rtc-limburg", "rtc-oost-vlaanderen", "rtc-vlaams-brabant"],
}
#: Values of sessions.
OF_SESSIONS = {
    "provincie": ["antwerpen", "limburg", "oost-vlaanderen", "vlaams-brabant", "west-vlaanderen"],
    "weekdag": ["ma", "di", "wo", "do", "vr", "za"],
    "dagdeel": ["voormiddag", "namiddag", "dag", "avond"],
    "plaatsen": ["vrij"],
    "duur": ["tot-6-uur", "tot-12-uur"],
}
TOWNS = ["Genk", "Gent", "Leuven", "Antwerpen", "Kortrijk", "Mechelen", "Hasselt", "9300", "2300"]


def words():
    """Words of the starter offer of which a question may be made."""
    return sorted({word for sentence in catalogue.sentences() for word in sentence.lower().split() if word.isalpha() and len(word) > 4})


def with_words_and_three_facets(seed=1):
    """A word or two, and one to three values in three facets."""
    chance, known = random.Random(seed), words()
    for _ in range(MANY):
        asked = [("q", " ".join(chance.sample(known, chance.choice((1, 1, 2)))))]
        for facet in chance.sample(sorted(COMMON), 3):
            asked += [(facet, value) for value in chance.sample(COMMON[facet], min(len(COMMON[facet]), chance.randint(1, 3)))]
        yield _address(asked)


def beginnings(seed=5):
    """What the search box asks while words are being typed, letter by letter."""
    chance = random.Random(seed)
    for word in chance.sample(words(), 600):
        for length in range(2, len(word) + 1):
            yield "/suggesties?" + urlencode({"q": word[:length]})


def about_sessions(seed=2):
    """Three facets of which two of sessions, and a period or a distance."""
    chance = random.Random(seed)
    for _ in range(MANY):
        asked = []
        for facet in chance.sample(sorted(OF_SESSIONS), 2):
            asked += [(facet, value) for value in chance.sample(OF_SESSIONS[facet], min(len(OF_SESSIONS[facet]), chance.randint(1, 3)))]
        facet = chance.choice(sorted(COMMON))
        asked += [(facet, value) for value in chance.sample(COMMON[facet], min(len(COMMON[facet]), 2))]
        if chance.random() < 0.5:
            first = clock.today() + timedelta(days=chance.randint(0, 200))
            asked.append(("periode", f"{first}..{first + timedelta(days=chance.randint(10, 90))}"))
        else:
            asked += [("plaats", chance.choice(TOWNS)), ("afstand", chance.choice(["10", "25", "50"]))]
        yield _address(asked)


def facets_only(seed=3):
    """Two or three facets, nothing typed."""
    chance = random.Random(seed)
    for _ in range(MANY):
        asked = []
        for facet in chance.sample(sorted(COMMON), chance.randint(2, 3)):
            asked += [(facet, value) for value in chance.sample(COMMON[facet], min(len(COMMON[facet]), chance.randint(1, 3)))]
        yield _address(asked)


def trainings(size, seed=4):
    """Pages of trainings, each once as long as there are any."""
    numbers = list(range(size))
    random.Random(seed).shuffle(numbers)
    return [f"/opleidingen/maak-{number}" for number in numbers[:MANY]]


def _address(pairs):
    return "/opleidingen?" + urlencode(pairs)
