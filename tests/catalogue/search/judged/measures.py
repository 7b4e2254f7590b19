"""The measures of one answer: a list of codes, best first, against graded codes."""

import math
from typing import NamedTuple

#: From this grade on a training counts as relevant where a measure knows only yes and no.
RELEVANT = 2


class Measures(NamedTuple):
    """All between 0 and 1. `zero` is 1 when nothing was found."""

    ndcg_10: float
    p_3: float
    recall_20: float
    mrr: float
    zero: float


def of(found, grades):
    """nDCG counts 2^grade - 1; P@3 divides by three, or by what there is when that is less; recall counts every grade."""
    relevant = {code for code, grade in grades.items() if grade >= RELEVANT}
    gains = [2 ** grades.get(code, 0) - 1 for code in found[:10]]
    best = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:10]
    first = next((place for place, code in enumerate(found, start=1) if code in relevant), None)
    return Measures(
        ndcg_10=_discounted(gains) / _discounted(best),
        p_3=sum(code in relevant for code in found[:3]) / min(3, len(relevant)),
        recall_20=sum(code in grades for code in found[:20]) / len(grades),
        mrr=1 / first if first else 0.0,
        zero=0.0 if found else 1.0,
    )


def mean(measured):
    return Measures(*(sum(values) / len(measured) for values in zip(*measured, strict=True)))


def _discounted(gains):
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, start=1))
