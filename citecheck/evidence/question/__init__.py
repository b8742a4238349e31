"""What a claim asks of a study."""
