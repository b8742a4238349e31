"""Paths, URLs and standard input become documents with true offsets."""
