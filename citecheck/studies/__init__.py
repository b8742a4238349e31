"""Search results become one list of distinct studies."""
