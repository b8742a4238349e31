"""From studies to evidence: the gate, the judge, and what could not be judged."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import JudgeError
from citecheck.evidence.assess import Reader, assess, nearby
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.model.claim import Claim
from citecheck.model.evidence import Judgement
from citecheck.model.study import Study
from tests.evidence.build import claim, study

HELPED = [("RESULTS", "Ketamine relieved migraine in 30 adults (p < 0.001).")]


class ScriptedJudge:
    """Says of each study what it was told to say, by its key."""

    name = "scripted"
    version = "1"

    def __init__(self, answers: dict[str, Judgement | Exception]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def judge(self, asked: Claim, studies: Sequence[Study]) -> list[Judgement | Exception]:
        self.asked += [s.key for s in studies]
        return [self.answers[s.key] for s in studies]


def _asked(lexicon: Lexicon) -> Claim:
    return claim(lexicon, "Ketamine helps.", intervention="ketamine", condition="migraine")


def test_only_studies_on_the_topic_reach_the_judge(lexicon: Lexicon) -> None:
    judge = ScriptedJudge({"on": Judgement(stance="silent", probability=0.5)})
    on = study("Ketamine in migraine", HELPED, id="on")
    off = study("Zinc in colds", "Zinc was given.", id="off")
    found = assess(_asked(lexicon), [off, on], judge, Reader(lexicon))
    assert judge.asked == ["on"]
    assert [e.id for e in found.evidence] == ["on"]
    assert [o.study.key for o in found.off_topic] == ["off"]
    assert [m.role for m in found.off_topic[0].match.missing] == ["intervention", "condition"]


def test_a_pair_that_cannot_be_judged_is_kept_apart(lexicon: Lexicon) -> None:
    judge = ScriptedJudge({"on": JudgeError("The model gave no answer.")})
    on = study("Ketamine in migraine", HELPED, id="on")
    found = assess(_asked(lexicon), [on], judge, Reader(lexicon))
    assert found.evidence == ()
    assert [(u.study.key, u.reason) for u in found.unjudged] == [
        ("on", "The model gave no answer.")
    ]


def test_evidence_carries_what_the_study_is(lexicon: Lexicon) -> None:
    record = study(
        "Ketamine in migraine",
        HELPED,
        types=["Randomized Controlled Trial"],
        standing="retracted",
        year=2020,
    )
    (evidence,) = assess(_asked(lexicon), [record], RulesJudge(lexicon), Reader(lexicon)).evidence
    assert evidence.level == "randomized"
    assert evidence.standing == "retracted"
    assert evidence.participants == 30
    assert evidence.species == "human"
    assert evidence.stance == "supports"
    assert evidence.weight == 0.0
    assert evidence.year == 2020


def test_animals_are_on_the_topic_and_marked(lexicon: Lexicon) -> None:
    rats = study("Ketamine in a rat model of migraine", "Ketamine reduced migraine in rats.")
    (evidence,) = assess(_asked(lexicon), [rats], RulesJudge(lexicon), Reader(lexicon)).evidence
    assert evidence.level == "preclinical"
    assert evidence.species == "animal"


def test_studies_nearby_say_what_they_lack(lexicon: Lexicon) -> None:
    near = study("Ketamine in depression", "Ketamine relieved depression.", id="near")
    on = study("Ketamine in migraine", HELPED, id="on")
    (evidence,) = nearby(_asked(lexicon), [near, on], Reader(lexicon))
    assert evidence.id == "near"
    assert evidence.stance == "silent"
    assert "Migraine" in evidence.why
    assert evidence.rationale == ()


def test_a_reader_reads_each_study_once(lexicon: Lexicon) -> None:
    reader = Reader(lexicon)
    record = study("Ketamine in migraine", HELPED)
    assert reader.read(record) is reader.read(record)


def test_two_records_of_one_key_are_not_taken_for_each_other(lexicon: Lexicon) -> None:
    reader = Reader(lexicon)
    first = reader.read(study("Ketamine in migraine", HELPED))
    second = reader.read(study("Zinc in colds", HELPED))
    assert (first.study.title, second.study.title) == ("Ketamine in migraine", "Zinc in colds")


def test_a_reader_forgets_when_it_has_read_much(lexicon: Lexicon) -> None:
    reader = Reader(lexicon, capacity=2)
    records = [study(f"Ketamine {n}", HELPED, id=str(n)) for n in range(4)]
    reads = [reader.read(record) for record in records]
    assert reader.read(records[3]) is reads[3]
    assert reader.read(records[0]) is not reads[0]
