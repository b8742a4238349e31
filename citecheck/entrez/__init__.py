"""PubMed over the network: E-utilities behind StudySource."""
