"""Pages of words only: about, privacy, accessibility."""
