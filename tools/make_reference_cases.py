"""Writes tests/cases/references/generated.jsonl: references to the studies of the examples.

    python tools/make_reference_cases.py

Each study is cited in the main styles, clean and with one kind of damage. What should be found
is decided here, by what was done to the reference, and never by running citecheck. The same
seed gives the same file. Volumes and pages are as commonly cited; the example records hold
none, so they are there to be read over.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
STUDIES = ROOT / "examples" / "studies.jsonl"
TARGET = ROOT / "tests" / "cases" / "references" / "generated.jsonl"

ABBREVIATIONS = {
    "Biological Psychiatry": "Biol Psychiatry",
    "Journal of Clinical Psychiatry": "J Clin Psychiatry",
    "Journal of Clinical Psychopharmacology": "J Clin Psychopharmacol",
    "Harvard Review of Psychiatry": "Harv Rev Psychiatry",
    "Journal of Headache and Pain": "J Headache Pain",
    "Regional Anesthesia and Pain Medicine": "Reg Anesth Pain Med",
    "Western Journal of Emergency Medicine": "West J Emerg Med",
    "Journal of Emergency Medicine": "J Emerg Med",
    "Journal of Dental Anesthesia and Pain Medicine": "J Dent Anesth Pain Med",
    "Canadian Journal of Pain": "Can J Pain",
    "Current Pain and Headache Reports": "Curr Pain Headache Rep",
    "Journal of the Neurological Sciences": "J Neurol Sci",
    "Harm Reduction Journal": "Harm Reduct J",
    "Lancet Neurology": "Lancet Neurol",
    "Acta Neurologica Scandinavica": "Acta Neurol Scand",
    "Nature Medicine": "Nat Med",
    "Psychopharmacology": "Psychopharmacology (Berl)",
    "Neuroscience & Biobehavioral Reviews": "Neurosci Biobehav Rev",
    "Archives of General Psychiatry": "Arch Gen Psychiatry",
    "American Journal of Psychiatry": "Am J Psychiatry",
    "Cochrane Database of Systematic Reviews": "Cochrane Database Syst Rev",
    "Molecular Psychiatry": "Mol Psychiatry",
    "Journal of the Formosan Medical Association": "J Formos Med Assoc",
    "Lancet Psychiatry": "Lancet Psychiatry",
    "Substance Abuse and Rehabilitation": "Subst Abuse Rehabil",
    "Annals of Internal Medicine": "Ann Intern Med",
    "New England Journal of Medicine": "N Engl J Med",
    "BMC Infectious Diseases": "BMC Infect Dis",
    "Journal of Alzheimer's Disease": "J Alzheimers Dis",
    "Neuropsychiatric Disease and Treatment": "Neuropsychiatr Dis Treat",
    "Systematic Reviews": "Syst Rev",
    "Journal of Medicinal Food": "J Med Food",
    "BMC Complementary Medicine and Therapies": "BMC Complement Med Ther",
    "Bioscience Reports": "Biosci Rep",
    "Human Psychopharmacology": "Hum Psychopharmacol",
    "Journal of Psychoactive Drugs": "J Psychoactive Drugs",
}
UNUSUAL = {
    "New England Journal of Medicine": ("NEJM", "New Engl. J. Med.", "N Eng J Med"),
    "Biological Psychiatry": ("Biol. Psychiat.", "Bio Psychiatry"),
    "Journal of Clinical Psychiatry": ("J. Clin. Psych.", "Jnl Clin Psychiatry"),
    "Cochrane Database of Systematic Reviews": ("Cochrane Database", "Cochrane DB Syst Rev"),
    "Lancet Neurology": ("The Lancet Neurol.", "Lancet Neuro"),
    "Nature Medicine": ("Nature Med.", "Nat. Medicine"),
    "Psychopharmacology": ("Psychopharm.", "Psychopharmacol"),
    "Annals of Internal Medicine": ("Annals Int Med", "Ann. Intern. Medicine"),
}
PLACES = {
    "10.1038/npp.2013.150": ("38", "12", "2475-83"),
    "10.1016/j.biopsych.2012.05.028": ("72", "11", "964-70"),
    "10.4088/JCP.15l10138": ("77", "3", "408-9"),
    "10.1212/WNL.55.1.139": ("55", "1", "139-41"),
    "10.1212/WNL.0b013e3182824e66": ("80", "7", "642-7"),
    "10.1111/head.13013": ("57", "2", "276-82"),
    "10.1097/AAP.0000000000000827": ("43", "8", "875-9"),
    "10.1212/01.wnl.0000219761.05466.43": ("66", "12", "1920-2"),
    "10.1212/wnl.54.6.1382": ("54", "6", "1382-5"),
    "10.1016/S1474-4422(20)30363-X": ("20", "1", "29-37"),
    "10.1038/s41591-021-01336-3": ("27", "6", "1025-33"),
    "10.1038/s41591-023-02565-4": ("29", "10", "2473-80"),
    "10.1007/s00213-020-05548-2": ("237", "8", "2485-97"),
    "10.1038/mp.2009.50": ("15", "8", "850-5"),
    "10.1016/S2215-0366(17)30272-9": ("5", "1", "65-78"),
    "10.7326/M18-2101": ("170", "8", "513-20"),
    "10.1056/nejmoa021134": ("347", "19", "1477-82"),
    "10.1056/NEJMoa2115869": ("386", "18", "1721-31"),
    "10.1056/NEJMoa2022926": ("383", "21", "2030-40"),
    "10.1056/NEJMoa2202106": ("387", "4", "299-309"),
    "10.1001/jama.2020.26848": ("325", "11", "1053-60"),
    "10.1001/jama.2008.683": ("300", "19", "2253-62"),
    "10.1056/NEJMoa1805819": ("379", "16", "1509-18"),
    "10.1056/NEJMoa1811403": ("380", "1", "23-32"),
    "10.1056/NEJMoa1200303": ("368", "14", "1279-90"),
    "10.1056/NEJMoa1800389": ("378", "25", "e34"),
    "10.1371/journal.pone.0063773": ("8", "5", "e63773"),
    "10.1016/S0140-6736(05)67177-2": ("366", "9487", "726-32"),
    "10.1089/jmf.2016.3705": ("19", "8", "717-29"),
    "10.1111/j.1360-0443.2011.03576.x": ("107", "1", "27-38"),
}
INVENTED = (
    "Intranasal esketamine for hoarding disorder: a twelve-week randomized controlled trial",
    "Low-dose lithium in episodic migraine with aura: a double-blind crossover study",
    "Turmeric lattes and recovery after knee surgery: the GOLDEN-CUP randomized trial",
    "Microdosed MDMA for vestibular migraine: an open-label feasibility study",
    "Oral ketamine lozenges and body dysmorphic disorder: results of a phase 2 trial",
    "A pooled analysis of cranberry capsules in recurrent kidney stones",
    "Zinc nasal gel for the prevention of sinus headache in airline crews",
    "Vitamin C infusions after marathon running: a placebo-controlled trial in 312 runners",
    "Saffron versus sertraline in seasonal affective disorder: a non-inferiority trial",
    "Psilocybin-assisted couples therapy for chronic tinnitus: a pilot study",
    "Ivermectin shampoo and seborrhoeic dermatitis: a multicentre randomised trial",
    "Omega-3 chewing gum improves reading speed in adults with dyslexia",
    "Ginkgo leaf tea and altitude sickness among porters: a cluster-randomized trial",
    "Melatonin patches for jet lag in professional musicians: a crossover trial",
    "Daily cold showers and glycaemic control in type 1 diabetes: a cohort of 2,140 adults",
    "Acupuncture at the ear lobe for restless legs in pregnancy: a sham-controlled trial",
    "Sumatriptan before air travel: primary prevention of barotrauma headache",
    "Hydroxychloroquine for chilblains in the elderly: a registry-based analysis",
    "Glucosamine eye drops in keratoconus: a two-year randomised study",
    "Olive oil mouthwash and peri-implantitis: a Mediterranean multicentre trial",
    "Ketamine nasal spray for stage fright: randomized evidence from three conservatories",
    "St John's wort ointment for postherpetic itching: a dose-finding study",
    "Effect of vitamin D on snoring in shift workers: a randomized clinical trial",
    "Long-term outcomes of psilocybin retreats in phantom limb pain: a prospective cohort",
    "Measles vaccination and handwriting legibility: a nationwide registry study",
    "Prednisone pulses for burning mouth syndrome: a factorial randomised trial",
    "Homoeopathic Coffea for jet engine noise insomnia: a triple-blind trial",
    "Aspirin and the frequency of hiccups in older adults: a secondary analysis",
    "Verapamil for exertional ice-cream headache: an n-of-1 series",
    "Icosapent ethyl and dry eye in contact lens wearers: a randomized trial",
)
SURNAMES = ("Hollingsworth", "Varga", "Okonkwo", "Lindqvist", "Petrosyan", "Marchetti", "Takeda")
OTHER_JOURNALS = (
    "Annals of Surgery", "Pediatrics", "Kidney International", "Chest", "Blood",
    "European Urology", "Stroke", "Diabetes Care", "Obesity Surgery", "Spine",
)  # fmt: skip


class Ref(NamedTuple):
    """What a reference says; a style writes it down."""

    authors: tuple[str, ...]
    title: str
    journal: str
    year: str
    place: tuple[str, str, str] | None
    pmid: str | None = None
    doi: str | None = None


def names(author: str) -> tuple[str, str]:
    """Surname and initials, "" where the author is a group."""
    found = re.fullmatch(r"(.+?) ([A-Z]{1,4})( Jr)?", author)
    return (found[1], found[2]) if found else (author, "")


def dotted(initials: str, gap: str = " ") -> str:
    return gap.join(f"{letter}." for letter in initials)


def vancouver(r: Ref) -> str:
    who = ", ".join([*r.authors[:6], "et al"]) + ". " if r.authors else ""
    place = f";{r.place[0]}({r.place[1]}):{r.place[2]}" if r.place else ""
    journal = ABBREVIATIONS.get(r.journal, r.journal)
    when = f" {r.year}{place}" if r.year else ""
    ids = (f" doi: {r.doi}." if r.doi else "") + (f" PMID: {r.pmid}." if r.pmid else "")
    return f"{who}{r.title}. {journal}.{when}.{ids}"


def ama(r: Ref) -> str:
    who = (", ".join(r.authors[:3]) + ", et al. ") if r.authors else ""
    place = f";{r.place[0]}({r.place[1]}):{r.place[2]}" if r.place else ""
    journal = ABBREVIATIONS.get(r.journal, r.journal)
    when = f" {r.year}{place}." if r.year else ""
    return f"{who}{r.title}. *{journal}*.{when}" + (f" doi:{r.doi}" if r.doi else "")


def apa(r: Ref) -> str:
    said = [f"{s}, {dotted(i)}" if i else s for s, i in map(names, r.authors)]
    who = ", ".join(said[:-1]) + f", & {said[-1]}" if len(said) > 1 else "".join(said)
    when = f"({r.year})." if r.year else "(n.d.)."
    place = f", {r.place[0]}({r.place[1]}), {r.place[2].replace('-', '–')}" if r.place else ""
    doi = f" https://doi.org/{r.doi}" if r.doi else ""
    if not who:
        return f"{r.title}. {when} {r.journal}{place}.{doi}"
    return f"{who} {when} {r.title}. {r.journal}{place}.{doi}"


def nature(r: Ref) -> str:
    said = [f"{s}, {dotted(i)}" if i else s for s, i in map(names, r.authors)]
    who = f"{said[0]} et al. " if said else ""
    journal = ABBREVIATIONS.get(r.journal, r.journal)
    journal = journal if " " not in journal else re.sub(r"\b([A-Z][a-z]+)\b", r"\1.", journal)
    place = f" {r.place[0]}, {r.place[2].replace('-', '–')}" if r.place else ""
    when = f" ({r.year})" if r.year else ""
    return f"{who}{r.title}. {journal}{place}{when}." + (f" {r.doi}" if r.doi else "")


def harvard(r: Ref) -> str:
    said = [f"{s}, {dotted(i, '')}" if i else s for s, i in map(names, r.authors)]
    who = f"{said[0]} et al." if len(said) > 3 else " and ".join(said)
    place = f", {r.place[0]}({r.place[1]}), pp. {r.place[2]}" if r.place else ""
    doi = f" Available at: https://doi.org/{r.doi}." if r.doi else ""
    when = f" {r.year}." if r.year else ""
    return f"{who}{when} ‘{r.title}’, {r.journal}{place}.{doi}".strip()


STYLES: dict[str, Callable[[Ref], str]] = {
    "vancouver": vancouver, "apa": apa, "ama": ama, "nature": nature, "harvard": harvard,
}  # fmt: skip


def topic(title: str) -> str:
    """A few words of a title, as a text would speak of the subject."""
    words = [w for w in re.findall(r"[\w'-]+", title) if len(w) > 3]
    return " ".join(words[:5]).lower()


def inline(study: dict[str, Any], how: int) -> str:
    surname, _ = names(study["authors"][0])
    more = len(study["authors"]) > 1
    year, about = study["year"], topic(study["title"])
    match how % 4:
        case 0:
            return f"One group has published on {about} ({surname} et al., {year})."
        case 1:
            return f"{surname} et al. ({year}) wrote about {about}."
        case 2:
            second = f" and {names(study['authors'][1])[0]}" if more else ""
            if len(study["authors"]) > 2:
                second = " and colleagues"
            return f"{surname}{second} ({year}) looked into {about}."
        case _:
            return f"A {year} study in {study['journal']} dealt with {about}."


def link(study: dict[str, Any], how: int) -> str:
    about = topic(study["title"])
    forms = []
    if study.get("pmid"):
        forms += [
            f"https://pubmed.ncbi.nlm.nih.gov/{study['pmid']}/",
            f"https://www.ncbi.nlm.nih.gov/pubmed/{study['pmid']}",
        ]
    if study.get("doi"):
        forms += [f"https://doi.org/{study['doi']}", f"http://dx.doi.org/{study['doi']}"]
    if study.get("pmcid"):
        forms.append(f"https://www.ncbi.nlm.nih.gov/pmc/articles/{study['pmcid']}/")
    address = forms[how % len(forms)]
    if how % 3 == 0:
        return f"There is [a study]({address}) about {about}."
    if how % 3 == 1:
        return f"More on {about}: {address}"
    return f"There is work on {about} ({address})."


def key(study: dict[str, Any]) -> str:
    return study.get("pmid") or (study.get("doi") or "").lower() or study.get("pmcid") or ""


def ref(study: dict[str, Any], *, pmid: bool = False, doi: bool = False) -> Ref:
    return Ref(
        authors=tuple(study.get("authors") or ()),
        title=study["title"].rstrip("."),
        journal=study.get("journal") or "Exp Neurol",
        year=str(study.get("year") or ""),
        place=PLACES.get(study.get("doi") or ""),
        pmid=study.get("pmid") if pmid else None,
        doi=study.get("doi") if doi else None,
    )


def typo(title: str, rng: random.Random, times: int) -> str:
    """Letters of long words exchanged, lost or doubled."""
    for _ in range(times):
        spots = [m.start() for m in re.finditer(r"(?<=[a-z]{2})[a-z](?=[a-z]{2})", title)]
        at = rng.choice(spots)
        kind = rng.randrange(3)
        if kind == 0 and title[at] != title[at + 1]:
            title = title[:at] + title[at + 1] + title[at] + title[at + 2 :]
        elif kind == 1:
            title = title[:at] + title[at + 1 :]
        else:
            title = title[:at] + title[at] + title[at:]
    return title


def swapped(pmid: str, taken: set[str], rng: random.Random) -> str:
    """The PMID with two neighbouring digits exchanged, never another one of the file."""
    for at in rng.sample(range(1, len(pmid) - 1), len(pmid) - 2):
        other = pmid[:at] + pmid[at + 1] + pmid[at] + pmid[at + 2 :]
        if other != pmid and other not in taken:
            return other
    raise ValueError(pmid)


def rows() -> Iterator[dict[str, Any]]:
    """Every case: style, damage, text, and what should be found."""
    rng = random.Random(20261122)
    studies = [json.loads(line) for line in STUDIES.read_text("utf-8").splitlines()]
    taken = {s["pmid"] for s in studies if s.get("pmid")}
    sound = [s for s in studies if s["standing"] == "current"]
    dated = [s for s in sound if s.get("year") and s.get("journal")]
    signed = [s for s in dated if s.get("authors") and names(s["authors"][0])[1]]

    def row(style: str, damage: str, text: str, finding: str, of: str | None, **more: str) -> Any:
        return {
            "style": style,
            "damage": damage,
            "text": text,
            "finding": finding,
            "key": of,
        } | more

    style_names = list(STYLES)
    for number, study in enumerate(sound):
        for turn in (0, 2):
            style = style_names[(number + turn) % 5]
            with_doi, with_pmid = (number + turn) % 3 == 0, (number + turn) % 4 == 0
            text = STYLES[style](ref(study, doi=with_doi, pmid=with_pmid))
            yield row(style, "clean", text, "resolved", key(study))
    alone = [
        s for s in signed
        if sum(o.get("year") == s["year"] and (o.get("authors") or [""])[0] == s["authors"][0]
               for o in studies) == 1
    ]  # fmt: skip
    for number, study in enumerate(alone[::3]):
        yield row("inline", "clean", inline(study, number), "resolved", key(study))
    for number, study in enumerate(sound[::3]):
        if study.get("pmid") or study.get("doi"):
            yield row("link", "clean", link(study, number), "resolved", key(study))

    for number, study in enumerate(rng.sample(signed, 20)):
        r = ref(study)
        damaged = r._replace(title=typo(r.title, rng, 1 + number % 2))
        yield row(style_names[number % 5], "title-typo", STYLES[style_names[number % 5]](damaged),
                  "resolved", key(study))  # fmt: skip
    for number, study in enumerate(rng.sample([s for s in signed if s.get("pmid")], 14)):
        r = ref(study, pmid=True)._replace(pmid=swapped(study["pmid"], taken, rng))
        text = vancouver(r)
        if number % 3 == 2:
            text = f"{apa(r)} PMID {r.pmid}"
        yield row("apa" if number % 3 == 2 else "vancouver", "pmid-swapped", text, "mismatched",
                  key(study))  # fmt: skip
    for number, study in enumerate(rng.sample(signed, 16)):
        style = style_names[number % 5]
        r = ref(study, doi=number % 2 == 0)
        wrong = r._replace(year=str(int(r.year) + rng.choice((-4, -3, 3, 2, -2))))
        yield row(style, "wrong-year", STYLES[style](wrong), "mismatched", key(study))
    for number, study in enumerate(rng.sample(signed, 10)):
        style = style_names[number % 5]
        near = ref(study)._replace(year=str(int(study["year"]) + (1 if number % 2 else -1)))
        yield row(style, "year-off-by-one", STYLES[style](near), "resolved", key(study))
    for number, study in enumerate([s for s in signed if s["journal"] in UNUSUAL][:14]):
        style = ("vancouver", "ama", "harvard")[number % 3]
        odd = ref(study)._replace(journal=UNUSUAL[study["journal"]][number % 2])
        yield row(style, "journal-abbreviation", STYLES[style](odd), "resolved", key(study))
    for number, study in enumerate(rng.sample(signed, 10)):
        style = style_names[number % 5]
        wrong = ref(study)._replace(journal=OTHER_JOURNALS[number])
        yield row(style, "wrong-journal", STYLES[style](wrong), "mismatched", key(study))
    for number, study in enumerate(rng.sample(signed, 10)):
        style = style_names[number % 5]
        r = ref(study, doi=number % 2 == 0)
        wrong = r._replace(authors=tuple(f"{n} {rng.choice('ABCDJKLMRS')}"
                                         for n in rng.sample(SURNAMES, 3)))  # fmt: skip
        yield row(style, "wrong-author", STYLES[style](wrong), "mismatched", key(study))
    for number, title in enumerate(INVENTED):
        study = signed[(number * 7) % len(signed)]
        style = style_names[number % 5]
        r = ref(study)._replace(title=title)
        if number % 3 == 0:
            made_up = re.sub(r"\d(?=\D*$)", lambda m: str((int(m[0]) + 5) % 10), r.doi or "")
            made_up = made_up or f"10.{9000 + number}/invented.{2000 + number}.{number * 37}"
            r = r._replace(doi=made_up)
        if number % 5 == 1:
            r = r._replace(pmid=swapped(rng.choice(sorted(taken)), taken, rng))
        yield row(style, "invented", STYLES[style](r), "not-found", None)
    with_doi_only = [s for s in signed if s.get("doi")]
    for number in range(15):
        study, other = rng.sample(with_doi_only, 2)
        style = style_names[number % 5]
        mixed = ref(other)._replace(doi=study["doi"])
        yield row(style, "doi-of-another", STYLES[style](mixed), "mismatched", key(study),
                  other=key(other))  # fmt: skip
    for study in studies:
        if study["standing"] not in ("retracted", "republished"):
            continue
        standing = study["standing"]
        for style in style_names:
            text = STYLES[style](ref(study, doi=style in ("apa", "nature")))
            yield row(style, standing, text, "resolved", key(study), standing=standing)
        yield row("link", standing, link(study, 1), "resolved", key(study), standing=standing)


def main() -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows()]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} cases in {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
