"""The words of a claim and of a study, compared: stems, how rare they are, which are opposites."""
