"""Fuzzing of every reader of untrusted bytes; docs/fuzzing.md says how it is run."""
