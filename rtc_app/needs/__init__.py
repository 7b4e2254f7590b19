"""The needs analysis: a questionnaire as data, the profile that follows from the answers, and matching it to the offer."""
