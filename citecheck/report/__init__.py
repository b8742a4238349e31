"""A report becomes text: terminal, JSON, Markdown."""
