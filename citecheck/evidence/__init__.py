"""A claim and a study become evidence: topic gate, level, stance, rationale."""
