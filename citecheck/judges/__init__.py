"""Judges that read with a trained model, and the choice among all judges."""
