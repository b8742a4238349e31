"""What audits remember, in a database: the one place that knows its tables."""
