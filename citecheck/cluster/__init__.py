"""PubMed on a cluster of OpenSearch, searched by the same trees as everything else."""
