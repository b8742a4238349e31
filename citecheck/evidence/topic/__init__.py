"""Whether a study bears on a claim, by concept or by words."""
