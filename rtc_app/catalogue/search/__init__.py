"""Finding trainings: words as Dutch means them, facets with counts, one order, and the whole question in the URL."""
