"""`python -m tests.needs.judged`: matching beside popularity, a search on the need words, and chance, on the judged cases."""

import random
from collections import Counter
from datetime import timedelta
from statistics import mean

from rtc_app.catalogue.models import TrainingSession
from rtc_app.catalogue.search import finding
from rtc_app.catalogue.search.state import SearchState
from rtc_app.cli.needs import scratch_offer
from rtc_app.enrolment.models import Enrolment
from rtc_app.interchange import demo
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, release, transaction
from rtc_app.needs.matching import rank
from tests.needs.personas import EVERYBODY, GRADES, STARTER
from tests.ranking import ndcg, precision

SHUFFLES = 500


def by_matching(judged, profile):
    return [match.candidate.training_id for match in rank(profile, judged.offer.findable(judged.at), judged.offer.measure, judged.at, 20)]


def by_popularity(judged, _profile):
    """Most live enrolments of the demonstration first; the same for everybody."""
    counts = Counter(
        db.session.scalars(db.select(TrainingSession.training_id).join(Enrolment, Enrolment.training_session_id == TrainingSession.id))
    )
    ids = [candidate.training_id for candidate in judged.offer.findable(judged.at)]
    return sorted(ids, key=lambda training_id: (-counts[training_id], training_id))


def by_search(judged, profile):
    """The search of the site on the words of each need; what stands high for any need stands high here."""
    merit = Counter()
    for need in profile.needs:
        found = finding.search(SearchState(text=judged.offer.vocabulary.labels[need]), judged.at)
        for place, training_id in enumerate(found.ids):
            merit[training_id] += 1 / (10 + place)
    return [training_id for training_id, _merit in merit.most_common()]


def by_chance(judged, _profile, seed):
    ids = [candidate.training_id for candidate in judged.offer.findable(judged.at)]
    random.Random(seed).shuffle(ids)
    return ids


def main():
    at = clock.now()
    with scratch_offer(STARTER, at - timedelta(minutes=1)) as judged:
        release()
        with transaction():
            demo.load(at=at)
        report(judged)


def report(judged):
    print(f"{'case':<14}{'matching':>10}{'popular':>10}{'search':>10}{'chance':>10}   nDCG@5; then the means, and P@3")
    columns = {name: [] for name in ("matching", "popular", "search", "chance")}
    firsts = {name: [] for name in columns}
    for name, profile in EVERYBODY.items():
        lists = {
            "matching": [by_matching(judged, profile)],
            "popular": [by_popularity(judged, profile)],
            "search": [by_search(judged, profile)],
            "chance": [by_chance(judged, profile, seed) for seed in range(SHUFFLES)],
        }
        coded = {column: [[judged.names[i][0] for i in ids] for ids in tries] for column, tries in lists.items()}
        for column, tries in coded.items():
            columns[column].append(mean(ndcg(ranked, GRADES[name], 5) for ranked in tries))
            firsts[column].append(mean(precision(ranked, GRADES[name], 3) for ranked in tries))
        print(f"{name:<14}" + "".join(f"{values[-1]:>10.3f}" for values in columns.values()))
    print(f"{'nDCG@5':<14}" + "".join(f"{mean(values):>10.3f}" for values in columns.values()))
    print(f"{'P@3':<14}" + "".join(f"{mean(values):>10.3f}" for values in firsts.values()))


if __name__ == "__main__":
    main()
