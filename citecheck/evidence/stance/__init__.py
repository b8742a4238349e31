"""The judge that needs no model: answers of sentences, weighed to one stance of the study."""
