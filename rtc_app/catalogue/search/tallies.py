"""What each training has, in short: the values of few results are counted without a look at every value there is.

A training is one integer with a byte per value, 1 for what it has. The sum of these integers holds all counts at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count, islice
from operator import add

from rtc_app.catalogue.search.bitmaps import ByFacet, set_bits

#: facet code → value → its number
Numbers = Mapping[str, Mapping[str, int]]
#: What a byte can hold.
_MOST_TOGETHER = 255


def numbered(bits: ByFacet, known: Numbers) -> Numbers:
    """A number for every value: the one it has in `known`, or the next."""
    following = count(sum(map(len, known.values())))
    numbers = {facet: dict(values) for facet, values in known.items()}
    for facet, values in bits.items():
        of_facet = numbers.setdefault(facet, {})
        for value in values:
            if value not in of_facet:
                of_facet[value] = next(following)
    return numbers


def of_all(bits: ByFacet, numbers: Numbers, size: int) -> list[int]:
    """By position what a training has."""
    found = [bytearray(sum(map(len, numbers.values()))) for _ in range(size)]
    for facet, values in bits.items():
        for value, bitmap in values.items():
            number = numbers[facet][value]
            for position in set_bits(bitmap):
                found[position][number] = 1
    return [int.from_bytes(has, "little") for has in found]


def of_some(bits: ByFacet, numbers: Numbers, positions: Sequence[int]) -> list[int]:
    """The same of the trainings at these positions only."""
    pairs = [(8 * numbers[facet][value], bitmap) for facet, values in bits.items() for value, bitmap in values.items()]
    return [sum(1 << shift for shift, bitmap in pairs if bitmap >> position & 1) for position in positions]


def tally(trainings: Iterable[int], values: int) -> list[int]:
    """By number of a value how many of these trainings have it; there are so many values."""
    waiting, counts = iter(trainings), [0] * values
    while together := list(islice(waiting, _MOST_TOGETHER)):
        counts = list(map(add, counts, sum(together).to_bytes(values, "little")))
    return counts
