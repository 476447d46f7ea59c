"""A pupil moves from Helsinki to Turku: what the law obliges to pass on, what has to be asked, and what the answer
changes. The same story as examples/rust/moving.rs.  python3 moving.py FOLDER, where the demonstration's data is.

The catalogue is the demonstration of the project; it is no legal advice.
"""

import json
import sys
from datetime import datetime
from pathlib import Path

import consent

PUPIL = "pupil-a81f"


def millis(text):
    return int(datetime.fromisoformat(text).timestamp() * 1000)


def transfer(data, *stated):
    """Helsinki discloses to Turku because the pupil moves."""
    return {
        "controller": "helsinki-education",
        "recipient": "turku-education",
        "purpose": "moving-transfer",
        "data_categories": [data],
        "operations": ["disclose"],
        "assertions": stated,
    }


def main(folder):
    with consent.Engine() as engine:
        engine.add_catalogue((folder / "catalogue.json").read_bytes())
        summer = millis("2026-06-01T09:00:00+03:00")
        engine.record_all((folder / "publications.jsonl").read_bytes(), summer)

        def ask(title, use, at, expected):
            with engine.prepare(json.dumps(use), consent.WANT_HORIZON) as query:
                answer = query.decide(PUPIL, millis(at))
            print(title)
            print(engine.explain(json.dumps({**use, "subject": PUPIL, "at": at})))
            assert answer.outcome == expected, f"expected the outcome {expected}, found {answer.outcome}"

        # What the old school knows: the pupil is 16, goes to school in Turku from August, and can judge the matter.
        *facts, yes, no = (folder / "moving.jsonl").read_bytes().splitlines()
        for fact in facts:
            engine.record(fact, summer)

        # 1. The law obliges: the pupil's records move with the pupil, and nobody is asked.
        august = "2026-08-10T08:00:00+03:00"
        records = transfer("pupil-records", "moving", "necessary")
        ask("May Helsinki pass the pupil's records on to Turku?", records, august, consent.COVERED)

        # 2. The law does not open the records of student welfare: there the pupil has to be asked.
        welfare = transfer("student-welfare-records", "continuity-of-welfare")
        ask("And the records of student welfare?", welfare, august, consent.NOT_COVERED)

        # 3. The pupil is shown the notice, and says yes.
        engine.record(yes, millis("2026-08-10T09:30:00+03:00"))
        noon = "2026-08-10T12:00:00+03:00"
        ask("And now, at noon?", welfare, noon, consent.COVERED)

        # 4. The pupil thinks again. What the law obliges to is not touched by it; and the past stays what it was.
        engine.record(no, millis("2026-08-11T10:00:00+03:00"))
        later = "2026-08-12T08:00:00+03:00"
        ask("After the withdrawal?", welfare, later, consent.NOT_COVERED)
        ask("And the pupil's records after it?", records, later, consent.COVERED)
        ask("Was it right to pass the welfare records on at noon on 10 August?", welfare, noon, consent.COVERED)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "examples/data"))
