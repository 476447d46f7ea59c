"""The batch on Arrow columns, checked against single answers.  python3 arrow.py FOLDER, where the demonstration's data is."""

import sys
from pathlib import Path

import consent
import pyarrow

USE = """{"controller": "helsinki-education", "recipient": "turku-education", "purpose": "moving-transfer",
          "data_categories": ["student-welfare-records"], "operations": ["disclose"],
          "assertions": ["continuity-of-welfare"]}"""
NOON, LATER = 1786352400000, 1786510800000


def single(query, subject, at):
    if subject is None or at is None:
        return consent.NOT_COVERED
    try:
        return query.decide(subject, at).outcome
    except consent.Error:
        return consent.NOT_COVERED


def main(folder):
    with consent.Engine() as engine:
        engine.add_catalogue((folder / "catalogue.json").read_bytes())
        engine.record_all((folder / "publications.jsonl").read_bytes(), NOON)
        engine.record_all((folder / "moving.jsonl").read_bytes(), LATER)
        with engine.prepare(USE, consent.WANT_REASON | consent.WANT_HORIZON) as query:
            # Known and unknown persons, a null, an identity code, an empty key, one that is not ASCII.
            subjects = ["pupil-a81f", "nobody", None, "131052-308T", "", "lapsi-ä", "pupil-a81f", "pupil-a81f"] * 1000
            instants = [NOON, NOON, NOON, NOON, NOON, NOON, None, LATER] * 1000
            for text in (pyarrow.string(), pyarrow.large_string()):
                column = pyarrow.array(subjects, text)
                for type_ in (pyarrow.int64(), pyarrow.timestamp("ms", "UTC")):
                    # Whole columns, and parts of columns that begin in their midst.
                    for start, length in ((0, 8000), (3, 5), (1, 7990), (8000, 0)):
                        asked = column.slice(start, length)
                        at = pyarrow.array(instants, pyarrow.int64()).cast(type_).slice(start, length)
                        answers = query.decide_arrow(asked, at)
                        # As the columns of a table are.
                        assert query.decide_arrow(pyarrow.chunked_array([asked]), pyarrow.chunked_array([at])) == answers
                        found = answers.field("outcome").to_pylist()
                        pairs = zip(subjects[start : start + length], instants[start : start + length])
                        wanted = [single(query, subject, moment) for subject, moment in pairs]
                        assert found == wanted and answers.null_count == 0
                        assert answers.field("covered").to_pylist() == [outcome == consent.COVERED for outcome in wanted]
                        assert all(answers.field(at).null_count == 0 for at in range(6))
                answers = query.decide_arrow(column, NOON)
                assert answers.field("outcome").to_pylist()[:2] == [consent.COVERED, consent.NOT_COVERED]
                assert answers.field("holds_until").to_pylist()[0] == 1786431600000
                assert [status != 0 for status in answers.field("status").to_pylist()[:5]] == [False, False, True, True, True]
                answers.validate(full=True)
            # A yes is a yes: an answer that is not covered, or covered in part only, is false.
            assert query.decide("pupil-a81f", NOON) and not query.decide("nobody", NOON)
            partly = consent.Answer()
            partly.outcome = consent.PARTLY_COVERED
            assert not partly and not consent.Answer()
            keys = pyarrow.array(["pupil-a81f", "nobody", "pupil-a81f"])
            assert keys.filter(query.decide_arrow(keys, NOON).field("covered")).to_pylist() == ["pupil-a81f"] * 2
            before = pyarrow.total_allocated_bytes()
            try:
                query.decide_arrow(pyarrow.array(["x" * 100] * 100_000), "no column")
            except AttributeError:
                pass
            else:
                raise AssertionError("expected an error for what is no column")
            assert pyarrow.total_allocated_bytes() < before + 1_000_000, "the subjects are freed when the instants are none"
            for wrong in (pyarrow.array([b"x"]), pyarrow.array([1, 2]), pyarrow.array(["a", "b"]).dictionary_encode()):
                try:
                    query.decide_arrow(wrong, NOON)
                except consent.Error as error:
                    assert error.code == "arrow-type", error.code
                else:
                    raise AssertionError("expected an error for a column of another type")
            try:
                query.decide_arrow(pyarrow.array(["a", "b"]), pyarrow.array([NOON]))
            except consent.Error as error:
                assert error.code == "arrow-length", error.code
            else:
                raise AssertionError("expected an error for columns of different lengths")
    assert pyarrow.total_allocated_bytes() < 4_000_000, pyarrow.total_allocated_bytes()
    print("the columns say what single answers say")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "examples/data"))
