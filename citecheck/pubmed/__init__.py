"""PubMed's own formats: records, MEDLINE text and query syntax."""
