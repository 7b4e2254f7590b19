"""Two windows at one page of questions: what each of them changed is kept, and nothing newer is overwritten unseen (R31).

A page carries a stamp of each answer that it showed. So what it sends back tells apart what was changed there from what
was only shown. Pure.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from rtc_app.needs.rules import AnswerValue

#: Question code → stamp of the answer that a page showed.
Stamps = Mapping[str, str]
_LENGTH = 12


@dataclass(frozen=True)
class Merged:
    """What a page changed; `clashes` are the questions to which another answer was kept since the page was shown."""

    changed: Mapping[str, AnswerValue | None]
    clashes: tuple[str, ...]


def stamp(answer: AnswerValue | None) -> str:
    """The same for the same answer and for nothing else; empty when it was skipped."""
    if answer is None:
        return ""
    return hashlib.sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()[:_LENGTH]


def merged(seen: Stamps, given: Mapping[str, AnswerValue | None], kept: Mapping[str, AnswerValue]) -> Merged:
    """What of `given` was changed on a page that showed `seen`, beside what is `kept` now.

    The same answer from two windows is no clash. A question without a stamp was shown without an answer.
    """
    changed, clashes = {}, []
    for code, answer in given.items():
        now, then = stamp(kept.get(code)), seen.get(code, "")
        if stamp(answer) in (then, now):
            continue
        if now == then:
            changed[code] = answer
        else:
            clashes.append(code)
    return Merged(changed, tuple(clashes))
