"""A site of health pages on loopback, for tests of listing, reading and auditing."""
