"""Pages that are made, and pages that are run: README and docs/."""
