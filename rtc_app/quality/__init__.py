"""The kwaliteitskader: nothing becomes findable without a decision on exactly its content."""
