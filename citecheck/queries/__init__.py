"""A claim becomes queries, narrow first, each widening recorded."""
