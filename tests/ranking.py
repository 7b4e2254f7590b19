"""Measures of a ranked list against graded answers: grade 0 does not help, 3 is what was asked for."""

from math import log2


def ndcg(ranked, grades, k):
    """Normalised discounted cumulative gain of the first k, with gains 2^grade - 1; 1.0 is the best order there is."""
    best = _gain(sorted(grades.values(), reverse=True)[:k])
    return _gain([grades.get(code, 0) for code in ranked[:k]]) / best if best else 1.0


def _gain(grades):
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def precision(ranked, grades, k, least=2):
    """Share of the first k that serves well."""
    return sum(grades.get(code, 0) >= least for code in ranked[:k]) / k
