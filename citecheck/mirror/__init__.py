"""PubMed on one's own disk: NLM's bulk files, fetched, indexed and kept up to date."""
