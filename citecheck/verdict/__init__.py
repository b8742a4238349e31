"""All the evidence of a claim becomes a verdict."""
