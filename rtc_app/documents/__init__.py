"""PDFs: each document is a frozen dataclass of plain values, a template, and the one renderer."""
