"""A made-up catalogue of any size, the same on every run, written with direct inserts.

Words come from the sentences of the starter offer, so that they are as common or rare as in a real one.
"""

import functools
import json
import random
from datetime import datetime, time, timedelta
from pathlib import Path

import sqlalchemy as sa

from rtc_app.accounts.models import Organisation, OrganisationKind
from rtc_app.catalogue import service
from rtc_app.catalogue.models import Location, Meeting, MeetingKind, SearchDocument, Training, TrainingSession, TrainingTag
from rtc_app.catalogue.search import analysis
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, transaction
from rtc_app.reference import queries as reference

STARTER = Path(__file__).parents[2] / "rtc_app" / "interchange" / "data" / "starter_catalogue.json"
#: How many concepts of each scheme a training carries, at least and at most.
TAGS = {
    "studiegebied": (1, 2),
    "niveau": (1, 2),
    "thema": (1, 2),
    "tool": (0, 2),
    "leervorm": (1, 1),
    "onderwijsvorm": (1, 3),
    "finaliteit": (1, 2),
    "eindterm": (1, 3),
    "nazorg": (1, 2),
}
PRICES = (0, 0, 0, 2500, 4500, 6500, 9000, 12500)
PROVIDERS = 60
#: Every so many towns there is a place where sessions are held.
TOWNS_APART = 5
#: (begin, hours) of a meeting.
HOURS = ((time(9), 3), (time(9), 7), (time(13, 30), 3), (time(13, 30), 3), (time(18), 3))
BATCH = 1000

index_text = functools.cache(analysis.index_text)


def fill(size, sessions_each=3, seed=1):
    """Write `size` findable trainings with their sessions, meetings, tags and search documents, and commit."""
    chance = random.Random(seed)
    with transaction():
        maker = _Maker(chance)
        for first in range(0, size, BATCH):
            maker.write(range(first, min(first + BATCH, size)), sessions_each)
        service.offer_changed()
        if db.engine.dialect.name == "postgresql":
            for table in ("training", "training_session"):
                db.session.execute(sa.text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


@functools.cache
def starter_trainings():
    return json.loads(STARTER.read_text("utf-8"))["trainings"]


def sentences():
    """What the trainings of the starter offer say."""
    return [s for t in starter_trainings() for s in (*t["outcomes"], *t["examples"], *t["programme"].split(". "))]


class _Maker:
    def __init__(self, chance):
        self.chance = chance
        self.titles = [training["title"] for training in starter_trainings()]
        self.sentences = sentences()
        self.concepts = {scheme: reference.concepts(scheme) for scheme in TAGS}
        rtcs = list(db.session.scalars(sa.select(Organisation).where(Organisation.kind == OrganisationKind.RTC).order_by(Organisation.id)))
        self.rtc_ids = [rtc.id for rtc in rtcs]
        providers = [
            Organisation(kind=OrganisationKind.PROVIDER, code=f"maker-{n}", name=f"Maker van opleidingen {n}", is_example=True)
            for n in range(PROVIDERS)
        ]
        towns = reference.concepts("gemeente")[::TOWNS_APART]
        places = [
            Location(
                code=f"maak-plaats-{n}",
                name=f"Plaats {n}",
                street="Straat 1",
                postcode=town.properties["postcodes"][0],
                city=town.label,
                province=town.broader,
                latitude=town.properties["latitude"],
                longitude=town.properties["longitude"],
            )
            for n, town in enumerate(towns)
        ]
        db.session.add_all([*providers, *places])
        db.session.flush()
        self.provider_ids, self.place_ids = [provider.id for provider in providers], [place.id for place in places]
        self.now, self.today = clock.now(), clock.today()

    def write(self, numbers, sessions_each):
        trainings, tags, documents, sessions, meetings = [], [], [], [], []
        for number in numbers:
            training = self._training(number)
            concepts = self._concepts()
            trainings.append(training)
            tags += [{"training_id": training["id"], "concept_id": c.id, "meaning": None} for c in concepts]
            documents.append(
                {
                    "training_id": training["id"],
                    "title": index_text(training["title"]),
                    "keywords": " ".join(index_text(f"{c.code} {c.label}") for c in concepts),
                    "core": " ".join(map(index_text, training["outcomes"])),
                    "body": " ".join(map(index_text, training["programme"].split("\n\n"))),
                }
            )
            for run in range(sessions_each):
                session_id = number * sessions_each + run + 1
                moments = self._moments(session_id)
                sessions.append(self._session(session_id, training["id"], moments))
                meetings += moments
        for model, rows in (
            (Training, trainings),
            (TrainingTag, tags),
            (SearchDocument, documents),
            (TrainingSession, sessions),
            (Meeting, meetings),
        ):
            db.session.connection().execute(sa.insert(model.__table__), rows)

    def _training(self, number):
        start = self.now - timedelta(days=self.chance.randrange(1, 400))
        return {
            "id": number + 1,
            "code": f"maak-{number}",
            "slug": f"maak-{number}",
            "provider_id": self.chance.choice(self.provider_ids),
            "rtc_id": self.chance.choice(self.rtc_ids),
            "title": f"{self.chance.choice(self.titles)} ({number})",
            "summary": " ".join(self.chance.sample(self.sentences, 2))[:350],
            "outcomes": self.chance.sample(self.sentences, 4),
            "programme": "\n\n".join(self.chance.sample(self.sentences, 6)),
            "grades": self.chance.choice(([2], [3], [2, 3])),
            "price_training": self.chance.choice(PRICES),
            "is_example": True,
            "created_at": start,
            "updated_at": start,
            "content_hash": f"{number}",
            "accepted_hash": f"{number}",
            "accepted_from": start,
            "accepted_until": start + timedelta(days=730),
        }

    def _concepts(self):
        chosen = []
        for scheme, (least, most) in TAGS.items():
            concepts = self.concepts[scheme]
            # The first concepts of a scheme are the common ones.
            weights = [1 / (n + 1) for n in range(len(concepts))]
            chosen += dict.fromkeys(self.chance.choices(concepts, weights, k=self.chance.randint(least, most)))
        return chosen

    def _moments(self, session_id):
        day = self.today + timedelta(days=self.chance.randrange(-200, 300))
        begins, hours = self.chance.choice(HOURS)
        starts = datetime.combine(day, begins)
        return [
            {"training_session_id": session_id, "kind": MeetingKind.REGULAR, "starts": start, "ends": start + timedelta(hours=hours)}
            for start in (starts, starts + timedelta(days=7))
        ]

    def _session(self, session_id, training_id, moments):
        starts_at = clock.to_utc(moments[0]["starts"])
        capacity = self.chance.choice((8, 12, 16, 20))
        taken = self.chance.choice((0, 3, 6, capacity))
        return {
            "id": session_id,
            "code": f"maak-{session_id}",
            "training_id": training_id,
            "location_id": self.chance.choice([*self.place_ids, None]),
            "capacity": capacity,
            "taken": min(taken, capacity),
            "waiting": self.chance.choice((0, 0, 3)) if taken >= capacity else 0,
            "starts_at": starts_at,
            "ends_at": clock.to_utc(moments[-1]["ends"]),
            "deadline_at": starts_at - timedelta(days=5),
        }
