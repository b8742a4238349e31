"""Scores on labelled data, by the same code that checks."""
