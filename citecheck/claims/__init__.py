"""A document becomes claims: cues, kind, PICO parts, context."""
