"""One page of a longer list."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """`items` of page `number` (from 1), `size` a page, out of `total`."""

    items: list[T]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def shown(self) -> list[int | None]:
        """Page numbers to link to: the first, the last and those around this one; None where some are left out."""
        around = range(max(2, self.number - 1), min(self.pages - 1, self.number + 1) + 1)
        numbers = sorted({1, *around, self.pages})
        shown: list[int | None] = []
        for previous, number in zip([0, *numbers], numbers, strict=False):
            shown += [None, number] if number - previous > 1 else [number]
        return shown

    @property
    def first_item(self) -> int:
        return 0 if self.total == 0 else (self.number - 1) * self.size + 1

    @property
    def last_item(self) -> int:
        return min(self.number * self.size, self.total)
