"""The lexicon: MeSH and the curated overlay, and matching names in a text."""
