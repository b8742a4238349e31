"""A report becomes text: to read, to look at, and for the tools that take it."""
