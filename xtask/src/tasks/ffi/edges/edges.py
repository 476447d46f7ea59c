"""What consent.py does at its edges: edges.py FOLDER, where the demonstration's data is."""

import pathlib
import sys

import consent

folder = pathlib.Path(sys.argv[1])
LATER = 1786510800000


def refused(kind, call, *arguments):
    try:
        call(*arguments)
    except kind as error:
        return error
    raise AssertionError(f"expected {kind.__name__} of {call.__name__}, found none")


with consent.Engine() as engine:
    engine.add_catalogue((folder / "catalogue.json").read_bytes())
    engine.record_all((folder / "publications.jsonl").read_bytes(), LATER)
    story = (folder / "moving.jsonl").read_text().splitlines(keepends=True)
    # Another event under the id of the first one.
    other = story[0].replace("2010-03-14", "2011-03-14")
    refusal = refused(consent.Error, engine.record_all, "".join(story[:3] + [other]), LATER)
    assert (refusal.accepted, refusal.status) == (3, 5), (refusal.accepted, refusal.status)
    # A number is no document, and no instant is cut to another one.
    refused(TypeError, engine.decide, 5)
    refused(ValueError, engine.record, story[3], LATER + 2**64)
    use = (
        b'{"controller": "helsinki-education", "recipient": "turku-education", "purpose": "moving-transfer",'
        b' "data_categories": ["pupil-records"], "operations": ["disclose"], "assertions": ["moving", "necessary"]}'
    )
    with engine.prepare(use) as query:
        assert query.decide("pupil-a81f", LATER)
        refused(ValueError, query.decide, "pupil-a81f", LATER + 2**64)
        refused(ValueError, query.decide, "pupil-a81f", float(LATER))
        refused(UnicodeEncodeError, query.decide, "pupil-\ud800", LATER)
    refused(consent.Error, query.decide, "pupil-a81f", LATER)
