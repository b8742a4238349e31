"""Checks what is watched again and again, and tells what changed."""
