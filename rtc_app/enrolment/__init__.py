"""Seats and waiting lists, who came, and the proof of it."""
