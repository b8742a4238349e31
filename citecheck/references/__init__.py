"""The works that a text cites: found, taken apart, looked up and compared."""
