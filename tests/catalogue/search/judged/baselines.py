"""Plain ways of searching the same texts: LIKE, BM25 over words as they stand, and trigrams."""

import math
import re
from collections import Counter

_K1, _B = 1.2, 0.75
#: What pg_trgm takes as similar words.
_SIMILAR = 0.6


def over(trainings):
    """Name → function from a question to codes, best first."""
    texts = {training.code: _text(training) for training in trainings}
    return {"LIKE": _like(texts), "BM25, no stems": _bm25(texts), "trigrams": _trigrams(texts)}


def _text(training):
    tags = [tag.concept for tag in training.tags]
    labels = [word for concept in tags for word in (concept.label, *(label.label for label in concept.alternative_labels))]
    parts = (training.title, training.summary, *training.outcomes, training.programme, *training.examples, training.audience, *labels)
    return " ".join(parts).lower()


def _words(text):
    return re.findall(r"\w+", text)


def _like(texts):
    """Every word somewhere in the text, also inside another word; in the order of the offer."""
    return lambda question: [code for code, text in texts.items() if all(word in text for word in question.lower().split())]


def _bm25(texts):
    counts = {code: Counter(_words(text)) for code, text in texts.items()}
    lengths = {code: sum(count.values()) for code, count in counts.items()}
    average = sum(lengths.values()) / len(lengths)
    holding = Counter(word for count in counts.values() for word in count)

    def score(code, words):
        total = 0.0
        for word in words:
            if times := counts[code][word]:
                rarity = math.log(1 + (len(texts) - holding[word] + 0.5) / (holding[word] + 0.5))
                total += rarity * times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * lengths[code] / average))
        return total

    return lambda question: _ranked({code: score(code, _words(question.lower())) for code in texts})


def _trigrams(texts):
    """The mean over the words asked of the most alike word in the text."""
    vocabulary = {code: {word: _grams(word) for word in set(_words(text))} for code, text in texts.items()}

    def score(code, words):
        best = (max((_alike(grams, other) for other in vocabulary[code].values()), default=0.0) for grams in words)
        return sum(value if value >= _SIMILAR else 0.0 for value in best)

    return lambda question: _ranked({code: score(code, [_grams(word) for word in _words(question.lower())]) for code in texts})


def _grams(word):
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def _alike(one, other):
    return len(one & other) / len(one | other)


def _ranked(scores):
    return sorted((code for code, score in scores.items() if score > 0), key=lambda code: (-scores[code], code))
