"""The values that move between rooms."""
