"""Catalogue files as workbooks: one sheet per list, Dutch headers, the same content as the JSON file."""

from rtc_app.interchange.xlsx.reading import load, read
from rtc_app.interchange.xlsx.writing import write

__all__ = ["load", "read", "write"]
