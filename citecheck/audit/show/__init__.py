"""What audits have to say, for a terminal, as Markdown and as JSON."""
