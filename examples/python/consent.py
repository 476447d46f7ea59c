"""The C library from Python, by ctypes alone: engines and queries that free themselves, errors as exceptions.

The library is the one that CONSENT_LIBRARY names, or else the installed one.
"""

import ctypes
import ctypes.util
import os
from ctypes import POINTER, byref, c_char, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_uint64, c_void_p

VERSION = 1000  # of the header that this file was written for: major * 1000000 + minor * 1000 + patch
NOT_COVERED, COVERED, PARTLY_COVERED = 0, 1, 2
WANT_REASON, WANT_HORIZON = 1, 2
FOREVER = 2**63 - 1
CITIZEN, REQUESTER, AUDITOR = 1, 2, 3
FI, SV, EN = 1, 2, 3


class Answer(ctypes.Structure):
    """The small answer. As it is made it says "not covered". It is true when every item is covered, and only then."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("status", c_int32),
        ("outcome", c_int32),
        ("covered", c_uint32),
        ("basis", c_int32),
        ("reason", c_int32),
        ("holds_until", c_int64),
        ("position", c_uint64),
    ]

    def __init__(self):
        super().__init__(struct_size=ctypes.sizeof(Answer))

    def __bool__(self):
        return self.covered == 1


class Error(Exception):
    """What went wrong: a stable code and a message; of record_all also how many events were accepted before it."""

    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code, self.accepted = status, code, 0


def _load():
    path = os.environ.get("CONSENT_LIBRARY") or ctypes.util.find_library("consent")
    if path is None:
        raise OSError("expected the library libconsent, found none; install it or set CONSENT_LIBRARY")
    library = ctypes.CDLL(path)
    text, handle, result = [c_char_p, c_size_t], [c_void_p], [POINTER(c_void_p), POINTER(c_void_p)]
    error = [POINTER(c_void_p)]
    status = {
        "consent_check_version": [c_uint32, *error],
        "consent_engine_new": result,
        "consent_engine_open": [*text, c_uint32, *result],
        "consent_engine_add_catalogue": [*handle, *text, *result],
        "consent_engine_record": [*handle, *text, c_int64, c_void_p, *error],
        "consent_engine_record_all": [*handle, *text, c_int64, POINTER(c_uint64), *error],
        "consent_engine_decide": [*handle, *text, c_int32, *result],
        "consent_engine_explain": [*handle, *text, c_int32, c_int32, *result],
        "consent_query_from_json": [*handle, *text, c_uint32, *result],
        "consent_query_decide": [*handle, *text, c_int64, POINTER(Answer), *error],
        "consent_query_decide_arrow": [*handle, *([c_void_p] * 4), c_int64, c_void_p, c_void_p, *error],
    }
    for name, arguments in status.items():
        getattr(library, name).argtypes, getattr(library, name).restype = arguments, c_int32
    for kind in ("engine", "query", "text", "error"):
        free = getattr(library, f"consent_{kind}_free")
        free.argtypes, free.restype = [c_void_p], None
    library.consent_text_data.argtypes, library.consent_text_data.restype = [c_void_p], c_void_p
    library.consent_text_size.argtypes, library.consent_text_size.restype = [c_void_p], c_size_t
    for name in ("code", "message"):
        lent = getattr(library, f"consent_error_{name}")
        lent.argtypes, lent.restype = [c_void_p], c_void_p
    library.consent_reason_word.argtypes = [c_int32, POINTER(c_size_t)]
    library.consent_reason_word.restype = c_void_p
    return library


_library = _load()


def _text(handle):
    """Copies a text: pointer and size, nothing ends it."""
    return ctypes.string_at(_library.consent_text_data(handle), _library.consent_text_size(handle)).decode()


def _check(function, *arguments):
    error = c_void_p()
    status = function(*arguments, byref(error))
    if status != 0:
        try:
            code, message = _text(_library.consent_error_code(error)), _text(_library.consent_error_message(error))
        finally:
            _library.consent_error_free(error)
        raise Error(status, code, message)


def _bytes(text):
    # Of a number, bytes() would make as many NULs.
    data = text.encode() if isinstance(text, str) else bytes(memoryview(text))
    return data, len(data)


def _millis(instant):
    # ctypes would cut off what does not fit, and ask about another instant.
    if not isinstance(instant, int) or not -(2**63) <= instant < 2**63:
        raise ValueError(f"expected an instant in whole milliseconds since 1970 UTC, found {instant!r}")
    return instant


def _out(function, *arguments):
    out = c_void_p()
    _check(function, *arguments, byref(out))
    return out


def _taken(handle):
    try:
        return _text(handle)
    finally:
        _library.consent_text_free(handle)


def reason_word(reason):
    """The word of a reason, such as "withdrawn"; empty for none."""
    size = c_size_t()
    data = _library.consent_reason_word(reason, byref(size))
    return ctypes.string_at(data, size.value).decode() if data else ""


class _Handle:
    _free = staticmethod(lambda handle: None)

    def __init__(self, handle):
        self._handle = handle

    def close(self):
        """Frees it; once is enough, twice does no harm."""
        handle, self._handle = self._handle, None
        self._free(handle)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Engine(_Handle):
    """Catalogues and a ledger, in memory or in a file."""

    _free = staticmethod(_library.consent_engine_free)

    def __init__(self, path=None, flags=0):
        _check(_library.consent_check_version, VERSION)
        if path is None:
            super().__init__(_out(_library.consent_engine_new))
        else:
            super().__init__(_out(_library.consent_engine_open, *_bytes(path), flags))

    def add_catalogue(self, json):
        """Holds a version of the catalogue; returns the warnings of its check as JSON."""
        return _taken(_out(_library.consent_engine_add_catalogue, self._handle, *_bytes(json)))

    def record(self, json, recorded_at):
        """Records an event; recorded_at is when it became known, in milliseconds since 1970 UTC."""
        _check(_library.consent_engine_record, self._handle, *_bytes(json), _millis(recorded_at), None)

    def record_all(self, lines, recorded_at):
        """Records events from JSON Lines until one is refused; returns how many. Of a refusal, `accepted` of the Error says it."""
        accepted = c_uint64()
        try:
            _check(_library.consent_engine_record_all, self._handle, *_bytes(lines), _millis(recorded_at), byref(accepted))
        except Error as refusal:
            refusal.accepted = accepted.value
            raise
        return accepted.value

    def decide(self, use, audience=CITIZEN):
        """The full answer, as JSON."""
        return _taken(_out(_library.consent_engine_decide, self._handle, *_bytes(use), audience))

    def explain(self, use, audience=CITIZEN, lang=EN):
        """The answer in words."""
        return _taken(_out(_library.consent_engine_explain, self._handle, *_bytes(use), audience, lang))

    def prepare(self, use, flags=0):
        """Prepares a use, JSON without subject and at."""
        return Query(_out(_library.consent_query_from_json, self._handle, *_bytes(use), flags))


class Query(_Handle):
    """A use made ready."""

    _free = staticmethod(_library.consent_query_free)

    def decide(self, subject, at):
        """Whether the use is covered for a person at an instant, in milliseconds since 1970 UTC: an Answer, true for covered."""
        answer = Answer()
        _check(_library.consent_query_decide, self._handle, *_bytes(subject), _millis(at), byref(answer))
        return answer

    def decide_arrow(self, subjects, at):
        """Decides a column of subject keys (string or large_string), at one instant in milliseconds since 1970 UTC or at a column of
        instants (int64 or timestamp[ms, tz]) of the same length. Returns a pyarrow struct array with a row for each: status, outcome,
        covered (a boolean, the only yes), basis, reason, holds_until. Whoever has no answer is not covered.
        """
        import pyarrow

        # The column of a table may lie in pieces.
        subjects, at = (part.combine_chunks() if isinstance(part, pyarrow.ChunkedArray) else part for part in (subjects, at))
        columns = [((c_char * 80)(), (c_char * 72)())]
        instants = None if isinstance(at, int) else ((c_char * 80)(), (c_char * 72)())
        moment = 0 if instants else _millis(at)
        if instants:
            columns.append(instants)
        exported = []
        try:
            for column, values in zip(columns, (subjects, at)):
                values._export_to_c(*map(ctypes.addressof, column))
                exported.append(column)
        except BaseException:
            for array, schema in exported:
                # What was exported is ours until the call takes it over: taken back, it frees itself.
                pyarrow.Array._import_from_c(ctypes.addressof(array), ctypes.addressof(schema))
            raise
        # Taken over by the call, which releases them whatever comes of it.
        addresses = [ctypes.addressof(part) for column in columns for part in column]
        if not instants:
            addresses += [None, None]
        out, out_schema = (c_char * 80)(), (c_char * 72)()
        where = ctypes.addressof(out), ctypes.addressof(out_schema)
        _check(_library.consent_query_decide_arrow, self._handle, *addresses, moment, *where)
        return pyarrow.Array._import_from_c(*where)
