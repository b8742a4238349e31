"""Articles, claims, studies and references of our own, of any number, the same each time.

Texts are sentences of every kind that examples/ has: claims, what they lean on ("It also ..."),
advice, questions and asides, with the names of drugs and diseases drawn anew each time.
"""

from __future__ import annotations

import html
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from citecheck.checker import Checker
from citecheck.model.report import Report

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
STUDIES = EXAMPLES / "studies.jsonl"

DRUGS = (
    "ketamine", "sertraline", "ivermectin", "melatonin", "zinc", "vitamin D", "metformin",
    "propranolol", "topiramate", "lithium", "naltrexone", "prednisone", "ibuprofen", "caffeine",
    "magnesium", "psilocybin", "esketamine", "verapamil", "sumatriptan", "St. John's wort",
)  # fmt: skip
CONDITIONS = (
    "obsessive-compulsive disorder", "migraine", "cluster headache", "depression", "insomnia",
    "the common cold", "COVID-19", "asthma", "type 2 diabetes", "hypertension", "gout", "psoriasis",
    "epilepsy", "osteoarthritis", "alcohol use disorder", "anorexia nervosa", "fibromyalgia",
)  # fmt: skip
_OUTCOMES = ("pain", "mortality", "anxiety", "fatigue", "relapse", "blood pressure", "nausea")
_CLAIMS = (
    "In a trial of {n} adults, {drug} reduced {outcome} in people with {condition}.",
    "{Drug} works better than {other} for {condition}.",
    "It also lowered {outcome} within {few} weeks.",
    "About {few} in a hundred adults have {condition}.",
    "Studies have found that {drug} raises the risk of {outcome} in patients with {condition}.",
    "{Drug} does not prevent {condition}.",
)
_KNOWN = (
    "In {n} adults, one ketamine infusion reduced obsessions in obsessive-compulsive disorder.",
    "Ketamine relieves the symptoms of OCD within {few} hours.",
    "Intranasal ketamine shortened migraine aura in {n} patients.",
    "MDMA ends cluster headache attacks in {few} of a hundred people.",
    "SSRIs reduce OCD symptoms better than placebo in {n} patients.",
    "Psilocybin lowered the number of cluster headache attacks by {few} a week.",
    "Ivermectin does not lower mortality in {n} patients with COVID-19.",
    "Vitamin C shortens the common cold by {few} hours.",
    "St. John's wort is as good as antidepressants for {n} adults with mild depression.",
)
"""About what the studies of examples/ are about."""
_OTHERS = (
    "What then should a family do on the {n}th night of it?",
    "Ask your doctor before you change anything, and write down what you take.",
    "My neighbour kept a diary for {few} years and called it her second garden.",
    "The clinic opens at {few} and the coffee there is better than its name.",
    "People have argued about {condition} for as long as there have been newspapers.",
    "That is a long story, and this page tells only a part of it.",
)


def _filled(template: str, draw: random.Random) -> str:
    drug, other = draw.sample(DRUGS, 2)
    return template.format(
        drug=drug,
        Drug=drug[0].upper() + drug[1:],
        other=other,
        condition=draw.choice(CONDITIONS),
        outcome=draw.choice(_OUTCOMES),
        n=draw.randrange(20, 2_000),
        few=draw.randrange(2, 30),
    )


def sentences(count: int) -> Iterator[str]:
    """Every second one may be a claim."""
    draw = random.Random(count)
    for number in range(count):
        yield _filled(draw.choice(_OTHERS if number % 2 else _CLAIMS), draw)


def claims(count: int) -> list[str]:
    """So many sentences that are claims, hardly two the same; examples/ has studies on half."""
    draw = random.Random(count)
    alone = [each for each in _CLAIMS if not each.startswith("It ")]
    return [_filled(draw.choice(alone if at % 2 else _KNOWN), draw) for at in range(count)]


def paragraphs(count: int) -> Iterator[str]:
    """So many sentences, six to a paragraph, and a heading before every fourth."""
    told = list(sentences(count))
    for number, start in enumerate(range(0, count, 6)):
        if number % 4 == 0:
            yield f"Part {number // 4 + 1}: {CONDITIONS[number % len(CONDITIONS)].title()}"
        yield " ".join(told[start : start + 6])


def article(count: int) -> str:
    """A plain text of so many sentences."""
    return "What helps, and what does not\n\n" + "\n\n".join(paragraphs(count)) + "\n"


def web_page(count: int) -> str:
    """The same as HTML, with what stands around the text on the pages of a magazine."""
    links = "".join(f'<li><a href="/{n}">Another story, number {n}</a></li>' for n in range(12))
    body = "".join(
        f"<h2>{html.escape(each)}</h2>" if each.startswith("Part ") else f"<p>{html.escape(each)}"
        for each in paragraphs(count)
    )
    return (
        "<!DOCTYPE html><html lang=en><head><title>What helps, and what does not</title></head>"
        f"<body><nav><ul>{links}</ul></nav><main><article><h1>What helps, and what does not</h1>"
        f"{body}</article></main><footer><ul>{links}</ul></footer></body></html>"
    )


def _studies(count: int) -> Iterator[dict[str, object]]:
    """Those of examples/ first, then as many like them, about other drugs and diseases."""
    known = [json.loads(line) for line in STUDIES.read_text("utf-8").splitlines()]
    yield from known[:count]
    for number in range(len(known), count):
        draw = random.Random(number)
        sections = [
            {"section": name, "text": " ".join(_filled(draw.choice(_CLAIMS), draw) for _ in "123")}
            for name in ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")
        ]
        yield {
            "pmid": str(50_000_000 + number),
            "doi": f"10.5555/bench.{number}",
            "title": _title(number),
            "authors": [_author(number), "Marsh D"],
            "abstract": sections,
            "journal": "Journal of Imagined Trials",
            "year": 1990 + number % 35,
            "publication_types": ["Journal Article", "Randomized Controlled Trial"],
        }


def _title(number: int) -> str:
    draw = random.Random(-number)
    return (
        f"{draw.choice(DRUGS).capitalize()} for {draw.choice(CONDITIONS)} in {number} adults "
        f"from {draw.randrange(2, 90)} clinics: a randomized trial"
    )


def _author(number: int) -> str:
    return (
        "".join(
            "bdfgklmnrstv"[int(digit)] + "aeiou"[int(digit) % 5] for digit in str(number)
        ).capitalize()
        + " AB"
    )


def write_studies(path: Path, count: int) -> Path:
    """A file of so many studies, as `--source` takes it."""
    path.write_text("\n".join(map(json.dumps, _studies(count))), "utf-8")
    return path


def with_references(count: int, among: int) -> str:
    """An article and its list of works, which are among the studies of that number made up here."""
    draw = random.Random(count)
    lines = [_reference(draw.randrange(200, among), number) for number in range(1, count + 1)]
    return article(60) + "\nReferences\n\n" + "\n".join(lines) + "\n"


def _reference(study: int, number: int) -> str:
    return (
        f"{number}. {_author(study)}, Marsh D. {_title(study)}. Journal of Imagined Trials. "
        f"{1990 + study % 35};{study % 40 + 1}({study % 12 + 1}):{study}-{study + 7}."
    )


def example_articles() -> Sequence[Path]:
    """The articles of examples/ that are about one drug and one disease each."""
    names = ("ketamine-migraine.txt", "ketamine-ocd.txt", "mdma-cluster-headache.txt")
    return [EXAMPLES / name for name in names]


def report_of(count: int) -> Report:
    """A report of so many claims, checked against examples/."""
    with Checker(sources=[str(STUDIES)]) as checker:
        return checker.report([checker.check_claims(claims(count))])
