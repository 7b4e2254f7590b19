"""What a person keeps of the catalogue: trainings, searches, and trainings side by side."""
