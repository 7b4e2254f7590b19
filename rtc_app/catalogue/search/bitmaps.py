"""Sets of positions as integers: bit n says whether position n is in the set."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

#: facet code → value → bitmap of the trainings
ByFacet = Mapping[str, Mapping[str, int]]
_FILLED_BYTE = re.compile(rb"[^\x00]")
#: byte → the bits that are set in it
_BITS_OF = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def set_bits(bitmap: int) -> Iterator[int]:
    """The positions in a bitmap, lowest first; only as many are looked up as are asked for."""
    content = bitmap.to_bytes((bitmap.bit_length() + 7) // 8, "little")
    for filled in _FILLED_BYTE.finditer(content):
        place = filled.start()
        for bit in _BITS_OF[content[place]]:
            yield 8 * place + bit


def to_bitmap(positions: Iterable[int], size: int) -> int:
    """The bitmap of these positions, each below `size`."""
    buffer = bytearray(size // 8 + 1)
    for position in positions:
        buffer[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(buffer, "little")


def split(bitmap: int, by: int) -> tuple[int, int]:
    """What of the bitmap is in another one, and what is not; `bitmap & ~by` would take three times as long."""
    both = bitmap & by
    return both, bitmap ^ both


@dataclass(frozen=True)
class Move:
    """How positions change when some are taken out and others come between: stretches that stay together."""

    #: (first old position, mask of the length, first new position)
    stretches: tuple[tuple[int, int, int], ...]
    #: All old positions that stay, where none of them moves; else None.
    stay: int | None

    def __call__(self, bitmap: int) -> int:
        """The bitmap after the move; places that are new are empty."""
        if self.stay is not None:
            return bitmap & self.stay
        moved = 0
        for old, mask, new in self.stretches:
            moved |= ((bitmap >> old) & mask) << new
        return moved


def move(size: int, removed: Sequence[int], gaps: Sequence[int]) -> Move:
    """The move of `size` positions when `removed` (sorted) leave and one new position comes before each of `gaps`.

    A gap is counted in the positions that are left; both are sorted, and a gap may occur more than once.
    """
    stretches = []
    kept = passed = first = 0
    for end in (*removed, size):
        while first < end:
            while passed < len(gaps) and gaps[passed] <= kept:
                passed += 1
            length = min(end - first, gaps[passed] - kept if passed < len(gaps) else size)
            stretches.append((first, (1 << length) - 1, kept + passed))
            first, kept = first + length, kept + length
        first = end + 1
    stay = sum(mask << old for old, mask, _ in stretches) if all(old == new for old, _, new in stretches) else None
    return Move(tuple(stretches), stay)


def at_most(slices: Sequence[int], there: int, limit: int) -> int:
    """Who of `there` has a number of at most `limit`, when slice n holds those whose number has binary digit n."""
    if limit < 0:
        return 0
    if limit >> len(slices):
        return there
    below, equal = 0, there
    for digit in reversed(range(len(slices))):
        if limit >> digit & 1:
            below |= equal & ~slices[digit]
            equal &= slices[digit]
        else:
            equal &= ~slices[digit]
    return below | equal
