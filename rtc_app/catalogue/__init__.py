"""The offer: trainings of providers, their sessions, trainers, locations, learning paths, and finding them."""
