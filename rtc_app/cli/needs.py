"""`flask needs`: matching a profile from a file, without touching the site's own database."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, time
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from pydantic import SecretStr, ValidationError

from config import ROOT, Config
from rtc_app.catalogue.models import Training
from rtc_app.interchange import catalogue_import
from rtc_app.interchange.problems import FileRefusedError
from rtc_app.kernel import clock
from rtc_app.kernel.database import close_connections, db, release, transaction
from rtc_app.needs import files, offer, queries, service
from rtc_app.needs.match_words import Explanation, explain
from rtc_app.needs.matching import Match, rank
from rtc_app.needs.profile_file import SCHEMES, ProfileFile, profile_from_file
from rtc_app.needs.rules import Profile
from rtc_app.needs.unmet import Lack
from rtc_app.reference import queries as reference

#: People per transaction of the nightly run.
CHUNK = 200

group = AppGroup("needs", help="Needs and what fits them.")


@group.command("suggest")
@click.option("--chunk", type=click.IntRange(min=1), default=CHUNK, show_default=True, help="People per transaction.")
def suggest(chunk: int) -> None:
    """Find what fits everybody now and remember what is new, and what nothing fits; the worker does so every night."""
    suggest_to_everybody(click.echo, chunk)


def suggest_to_everybody(say: Callable[[str], None], chunk: int = CHUNK) -> int:
    """The same, a chunk of people at a time: reckoned while anybody may write, and stored in a short transaction."""
    at, total, done, new, last = clock.now(), queries.number_of_people_to_match(), 0, 0, 0
    lacks: list[Lack] = []
    while people := queries.people_to_match(last, chunk):
        found = service.new_suggestions(people, at)
        lacks += service.lacks(people, at)
        release()
        with transaction():
            service.keep_suggestions(found=found, at=at)
        done, new, last = done + len(people), new + sum(map(len, found.values())), people[-1]
        say(f"{done} of {total} people, {new} new suggestions")
    release()
    with transaction():
        service.note_lacks(found=lacks, at=at)
    return new


@group.command("match")
@click.argument("profile", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--catalogue", type=click.Path(path_type=Path), required=True, help="Catalogue file, .json or .xlsx.")
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Match as on this day; today when left out.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def match(profile: Path, catalogue: Path, on: datetime | None, limit: int, *, as_json: bool) -> None:
    """Rank what in the catalogue fits PROFILE, best first, with reasons. Uses a scratch database of its own."""
    at = clock.to_utc(datetime.combine(on.date(), time(12))) if on else clock.now()
    try:
        content = ProfileFile.model_validate_json(profile.read_bytes())
        with scratch_offer(catalogue, at) as judged:
            person, unknown = judged.profile(content)
            found = judged.ranked(person, limit)
    except (ValidationError, FileRefusedError) as error:
        click.echo(error, err=True)
        sys.exit(1)
    for word in unknown:
        click.echo(f"Not in the vocabularies, left out: {word}", err=True)
    if as_json:
        lines = {"date": at.date().isoformat(), "measure": files.matching().version, "matches": [line.as_json() for line in found]}
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
    else:
        for number, line in enumerate(found, 1):
            click.echo(f"{number:2}. {line}")


@dataclass(frozen=True)
class Line:
    """One training of the answer."""

    code: str
    title: str
    match: Match
    said: Explanation

    def __str__(self) -> str:
        pros = [f"      + {reason}" for reason in self.said.reasons]
        cons = [f"      - {self.said.drawback}"] if self.said.drawback else []
        return "\n".join([f"{self.match.score:.1f}  {self.code}: {self.title}", *pros, *cons])

    def as_json(self) -> dict[str, object]:
        """Everything that the score is made of."""
        terms = [asdict(term) | {"points": round(term.points, 3)} for term in self.match.terms]
        return {"id": self.code, "title": self.title, "score": round(self.match.score, 3), **asdict(self.said), "terms": terms}


@dataclass(frozen=True)
class JudgedOffer:
    """A catalogue file as matching sees it at one moment."""

    offer: offer.Offer
    #: Id → (code, title).
    names: dict[int, tuple[str, str]]
    at: datetime

    def profile(self, content: ProfileFile) -> tuple[Profile, list[str]]:
        """The profile that a file says, and the words in it that nothing knows."""
        words = reference.codes_by_word({scheme for schemes in SCHEMES.values() for scheme in schemes})
        ids = {code: training_id for training_id, (code, _title) in self.names.items()}
        return profile_from_file(content, lambda scheme, word: words.get((scheme, word.lower())), ids, queries.level_bands())

    def ranked(self, person: Profile, limit: int) -> list[Line]:
        """The best matches in words."""
        measure, vocabulary = self.offer.measure, self.offer.vocabulary
        return [
            Line(*self.names[match.candidate.training_id], match, explain(match, person, measure, vocabulary, self.at))
            for match in rank(person, self.offer.findable(self.at), measure, self.at, limit)
        ]


@contextmanager
def scratch_offer(catalogue: Path, at: datetime) -> Iterator[JudgedOffer]:
    """The offer of a file in a database that is thrown away; raises FileRefusedError."""
    from flask_migrate import upgrade

    from rtc_app import create_app
    from rtc_app.cli.reference import load_all

    with TemporaryDirectory() as folder:
        address = f"sqlite:///{Path(folder) / 'scratch.sqlite'}"
        app = create_app(Config(secret_key=SecretStr(token_hex()), database_url=address))
        with app.app_context():
            upgrade(directory=str(ROOT / "migrations"))
            with transaction():
                load_all()
                catalogue_import.import_file(path=catalogue, at=at)
            names = {row.id: (row.code, row.title) for row in db.session.execute(sa.select(Training.id, Training.code, Training.title))}
            yield JudgedOffer(offer.read(), names, at)
            db.session.remove()
            close_connections()
