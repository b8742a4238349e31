"""A study read sentence by sentence: its parts, effects, outcomes, and whose effect it is."""
