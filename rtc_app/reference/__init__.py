"""Vocabularies that everything else points to: concept schemes in the SKOS way, and the figures of earlier surveys."""
