"""Sentences, abbreviations and negation: plain functions on plain text."""
