"""Texts that the seeds are made of, written for this."""

from __future__ import annotations

from typing import Final

PARAGRAPHS: Final = (
    "Zinc And The Common Cold",
    "A randomized trial found that zinc lozenges shortened colds by 2.3 days (95% CI 1.1 to 3.4).",
    "Vitamin C does not prevent colds in adults, according to a 2013 meta-analysis [1].",
    "“Ketamine relieves obsessive-compulsive disorder,” said Dr. Smith et al. (2019).",
    "SSRIs such as fluoxetine may increase the risk of falls in older people (Jones, 2020; 3, 4).",
)
ARTICLE: Final = "\n\n".join(PARAGRAPHS)
REFERENCES: Final = """References
1. Hemilä H, Chalker E. Vitamin C for preventing the common cold. Made-up J. 2013;12(1):80-9.
   doi:10.1000/made.up.1
2. Smith J, Doe A, et al. Ketamine for OCD: a trial. J Snow. 2019;3:1–9. PMID: 90000001.
[3] Jones, B. (2020). Falls and drugs. Journal of Rain, 4, e12. https://doi.org/10.1000/j.2
"""
MARKDOWN: Final = f"""# Zinc and colds

{ARTICLE}

- Honey *soothes* coughs[^1] and [zinc](https://example.org/zinc "z") helps.
- <!-- citecheck: accept --> `code` and ![picture](a.png)

| drug | effect |
| --- | --- |
| zinc | shorter colds |

> A quotation: echinacea prevents colds.

```
not prose
```

[^1]: Doe J. Honey. J Snow. 2018;1:2-3. PMID 90000002.

{REFERENCES}"""
HTML: Final = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Zinc and colds</title>
<meta property="og:title" content="Zinc">
<script type="application/ld+json">{{"@type": "Article", "headline": "Zinc"}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Zinc and colds</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}
<ul><li>Honey helps<sup><a href="#r1">1</a></sup>.</li></ul><table><tr><td>zinc</td></tr></table>
<blockquote>Echinacea prevents colds&nbsp;&mdash; some say.</blockquote>
<p id="r1"><a href="https://pubmed.ncbi.nlm.nih.gov/90000001/">Smith 2019</a></p>
</article><footer>Subscribe to our newsletter</footer></body></html>"""
