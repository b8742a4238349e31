"""How the shipped judge was trained: `python -m training.run`. Never imported by citecheck."""
