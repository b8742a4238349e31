"""citecheck checks what a text says about health against PubMed."""
