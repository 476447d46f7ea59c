/* consent.h - is this use of personal data covered, by consent or by another legal basis?
 *
 * Made from the sources of the library by `cargo xtask header`; don't edit it. C99 and later, C++11 and later.
 *
 * Thread safety
 *   `const T *` in a function means that it may run on any number of threads at a time on the same handle; `T *` that it needs
 *   the handle alone. An engine records and answers at the same time. The library has no global and no thread-local state that shows,
 *   reads no clock, and leaves signals alone. It writes to no standard stream, but for a defect of its own (below), which the panic
 *   hook of Rust reports on standard error.
 *
 * Ownership
 *   What a function hands out through `T **out` is the caller's, to be freed once with `..._free`; NULL may be freed. What a
 *   function takes as `const char *` with a size beside it is read during the call and never kept. Texts are UTF-8, pointer and
 *   size; no NUL is needed at the end, none is put there but after the words of `consent_reason_word`, and one in the middle is a
 *   character like others. NULL with the size 0 is the empty text. The places that a call writes to are distinct from each other
 *   and from what it reads, and every pointer to a type lies as the type demands; `out` and `error` in one variable is an error.
 *
 * Errors
 *   A function that can fail returns a `consent_status`, 0 for success. Results are written on success only; the exceptions are
 *   said where they are. Through `consent_error **error` a failed call hands out what went wrong; pass NULL where the status is
 *   enough. Start with `consent_error *error = NULL`: a call that succeeds leaves it alone, one that fails overwrites what is
 *   there and does not free it. NULL where something is needed is an error, not a crash. An error is never an answer: treat the use
 *   as not covered, and so every number that you don't know. A defect of the library ends in `CONSENT_ERROR_INTERNAL` and marks the
 *   handle on which it was found: every later call on it is `CONSENT_ERROR_UNUSABLE`, and where it is an engine, every later call
 *   on its queries, too. Other handles are not touched. A process that has
 *   no memory left ends, as programs in Rust do.
 *
 * Versioning
 *   A struct that is passed by pointer begins with its own size, so that later versions can add members at its end; sizes are
 *   multiples of 8 and at most 4096, and another one is an error with which nothing is written. Numbers of
 *   constants are never used again for another meaning. Before 1.0 each minor version has an interface of its own, and so has
 *   the shared library's name; from 1.0 on each major version. `consent_check_version(CONSENT_VERSION, &error)` says whether
 *   the library that is loaded fits this header.
 */

#ifndef CONSENT_H
#define CONSENT_H

#include <stddef.h>
#include <stdint.h>

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

/* The Arrow C data interface, as its specification gives it. */

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

#endif /* ARROW_C_DATA_INTERFACE */

/**
 * The first number of the version of this header.
 */
#define CONSENT_VERSION_MAJOR 0

/**
 * The second number.
 */
#define CONSENT_VERSION_MINOR 1

/**
 * The third number.
 */
#define CONSENT_VERSION_PATCH 0

/**
 * The version of this header as one number that grows with it: `major * 1000000 + minor * 1000 + patch`.
 */
#define CONSENT_VERSION 1000

/**
 * Opens a ledger file to read: whatever would change it is refused. Answers rest on what was there when it was opened or followed last: a
 * withdrawal since is not seen until `consent_engine_follow` reads it. Follow before each job, and often in a long one.
 */
#define CONSENT_OPEN_READ_ONLY 1

/**
 * Makes the ledger file; one that is there already is an error.
 */
#define CONSENT_OPEN_CREATE 2

/**
 * Wants `reason` in every answer of a query.
 */
#define CONSENT_WANT_REASON 1

/**
 * Wants `holds_until` in every answer of a query.
 */
#define CONSENT_WANT_HORIZON 2

/**
 * As `holds_until`: the answer never changes by time alone.
 */
#define CONSENT_FOREVER INT64_MAX

/**
 * As `holds_until`: it was not asked for, or there is no answer.
 */
#define CONSENT_HORIZON_UNKNOWN 0

/**
 * A negative act whose actor's entitlement is not recorded; it takes effect all the same.
 */
#define CONSENT_RECORDED_ACTOR_UNVERIFIED 1

/**
 * The same event was there before; nothing changed.
 */
#define CONSENT_RECORDED_ALREADY_KNOWN 2

/**
 * As `known_at`: everything that the ledger knows.
 */
#define CONSENT_KNOWN_NOW UINT64_MAX

/**
 * Catalogues and a ledger, and the questions to them.
 *
 * Lifetime: made by `consent_engine_new` or `consent_engine_open`, freed once with `consent_engine_free`; the queries prepared from it
 * live on without it. Threads: every function but `consent_engine_free` may run on any number of threads at a time; when
 * `consent_engine_record` returns, no thread gets an answer without the event any more.
 */
typedef struct consent_engine consent_engine;

/**
 * What went wrong: a stable code and a message that says what was expected, what was found and what would work.
 *
 * Lifetime: written by a call that failed, freed once with `consent_error_free`; its texts are lent until then. Pass NULL for
 * `error` where the status is enough. Threads: read by any number at a time.
 */
typedef struct consent_error consent_error;

/**
 * A use made ready: its names looked up, its requirements raised.
 *
 * Lifetime: prepared from an engine, freed once with `consent_query_free`, before or after the engine. Threads: deciding may run on any
 * number of threads at a time, also while the engine records; `consent_query_refresh` and `consent_query_free` need it alone.
 */
typedef struct consent_query consent_query;

/**
 * A text in UTF-8. It never changes; read it with `consent_text_data` and `consent_text_size`.
 *
 * Lifetime: handed out by a function with `consent_text **`, freed once with `consent_text_free`; or lent by a `consent_error`.
 * Threads: read by any number at a time.
 */
typedef struct consent_text consent_text;

/**
 * A use of personal data that someone proposes: everything about it but whose data, and when.
 *
 * Lifetime: `consent_use_new`, the members, `consent_query_prepare`, `consent_use_free`; the query does not need it any more.
 * Threads: one at a time.
 */
typedef struct consent_use consent_use;

/**
 * How a call ended: `CONSENT_OK`, or one of `CONSENT_ERROR_...`. Treat a number that you don't know as an error. No number is ever
 * used again for another meaning; 14 and up are free.
 */
typedef int32_t consent_status;

/**
 * What became of an event. Set `struct_size` to `sizeof(consent_recorded)` before the call; at least 16, at most 4096, a multiple of 8.
 */
typedef struct consent_recorded {
  /**
   * `sizeof(consent_recorded)` of the calling program.
   */
  uint32_t struct_size;
  /**
   * `CONSENT_RECORDED_...`, together.
   */
  uint32_t flags;
  /**
   * Its position in the ledger.
   */
  uint64_t position;
} consent_recorded;

/**
 * Reads on: fills `buffer` with at most `capacity` bytes and returns how many, 0 at the end, less than 0 when it failed. It is called
 * on the calling thread until it says that it is at the end. It must not throw or jump out.
 */
typedef ptrdiff_t (*consent_read)(void *userdata, char *buffer, size_t capacity);

/**
 * Frees `userdata`. Called exactly once.
 */
typedef void (*consent_release)(void *userdata);

/**
 * Why the first requirement that nothing meets is not met. `consent_reason_word` has the word that JSON has for it.
 */
typedef int32_t consent_reason;

/**
 * Whether a use is covered. Treat a number that you don't know as *not covered*.
 */
typedef int32_t consent_outcome;

/**
 * What governs the covered items.
 */
typedef int32_t consent_basis;

/**
 * The small answer. Zeroed it says *not covered*.
 *
 * Set `struct_size` to `sizeof(consent_answer)` before each call; the library writes no more than that. A size that no version has
 * (less than 40, more than 4096, no multiple of 8) is an error, and nothing is written then.
 *
 * It is for the one who decides. Who asks to use the data may be told `outcome` and `covered`, of the present only: `basis`, `reason`
 * and `holds_until` say what the person did. What else a requester may know gives `consent_engine_decide`.
 */
typedef struct consent_answer {
  /**
   * `sizeof(consent_answer)` of the calling program.
   */
  uint32_t struct_size;
  /**
   * Of a request in a batch: why it has no answer; else `CONSENT_OK`.
   */
  consent_status status;
  /**
   * Whether the use is covered.
   */
  consent_outcome outcome;
  /**
   * 1 for `CONSENT_OUTCOME_COVERED`, else 0: the *yes* of one who asks yes or no.
   */
  uint32_t covered;
  /**
   * What governs the covered items.
   */
  consent_basis basis;
  /**
   * The first reason of the first item that is not covered, with `CONSENT_WANT_REASON`.
   */
  consent_reason reason;
  /**
   * The first instant (milliseconds since 1970 UTC) at which the outcome or the governing basis of an item would differ, with
   * `CONSENT_WANT_HORIZON`; or `CONSENT_FOREVER`, or `CONSENT_HORIZON_UNKNOWN`.
   */
  int64_t holds_until;
  /**
   * How many events of the ledger the answer rests on.
   */
  uint64_t position;
} consent_answer;

/**
 * For whom an answer is.
 */
typedef int32_t consent_audience;

/**
 * The language of words.
 */
typedef int32_t consent_lang;

/**
 * It did what it was asked.
 */
#define CONSENT_OK 0

/**
 * The call is wrong: a NULL, a size, a flag or a constant that there is not. A mistake in the calling program.
 */
#define CONSENT_ERROR_ARGUMENT 1

/**
 * The data is malformed: JSON, UTF-8, an id, an instant.
 */
#define CONSENT_ERROR_INPUT 2

/**
 * The catalogue or the ledger does not know a name (`unknown-...`).
 */
#define CONSENT_ERROR_UNKNOWN 3

/**
 * A catalogue is refused, or there is none.
 */
#define CONSENT_ERROR_CATALOGUE 4

/**
 * The ledger does not let an event in.
 */
#define CONSENT_ERROR_REFUSED 5

/**
 * A ledger, a proof or a receipt is not as it was written.
 */
#define CONSENT_ERROR_ALTERED 6

/**
 * A ledger file can't be opened, read or written.
 */
#define CONSENT_ERROR_STORAGE 7

/**
 * The question is larger than the engine answers.
 */
#define CONSENT_ERROR_TOO_LARGE 8

/**
 * A callback of the host said that it failed.
 */
#define CONSENT_ERROR_CALLBACK 9

/**
 * The header that the program was built with and this library don't fit.
 */
#define CONSENT_ERROR_VERSION 10

/**
 * A defect of the library; the handle is marked.
 */
#define CONSENT_ERROR_INTERNAL 11

/**
 * The handle is marked by an earlier `CONSENT_ERROR_INTERNAL`: free it.
 */
#define CONSENT_ERROR_UNUSABLE 12

/**
 * An error that this list has no kind for: its code says more.
 */
#define CONSENT_ERROR_OTHER 13

/**
 * No item is covered.
 */
#define CONSENT_OUTCOME_NOT_COVERED 0

/**
 * Every item is covered.
 */
#define CONSENT_OUTCOME_COVERED 1

/**
 * Some items are covered, others are not: to one who asks yes or no, *no*.
 */
#define CONSENT_OUTCOME_PARTLY_COVERED 2

/**
 * Nothing is covered.
 */
#define CONSENT_BASIS_NONE 0

/**
 * A legal basis that obliges: consent is neither needed nor asked.
 */
#define CONSENT_BASIS_DUTY 1

/**
 * A legal basis that allows.
 */
#define CONSENT_BASIS_PERMISSION 2

/**
 * The person's consent: withdrawing it stops the use.
 */
#define CONSENT_BASIS_CONSENT 3

/**
 * Some items are governed by one kind, some by another.
 */
#define CONSENT_BASIS_SEVERAL 4

/**
 * Everything is covered, or the reason was not asked for.
 */
#define CONSENT_REASON_NONE 0

/**
 * The consent was given on a text older than the item's place in the catalogue.
 */
#define CONSENT_REASON_ADDED_AFTER_CONSENT 1

/**
 * Something that has to be stated was not.
 */
#define CONSENT_REASON_ASSERTION_MISSING 2

/**
 * The recorded assessment has run out.
 */
#define CONSENT_REASON_ASSESSMENT_MISSING 3

/**
 * An objection, a restriction, a prohibition or another bar defeats the basis.
 */
#define CONSENT_REASON_BARRED 4

/**
 * The basis is limited to other cases.
 */
#define CONSENT_REASON_CASE_OUTSIDE 5

/**
 * The basis does not cover the data category.
 */
#define CONSENT_REASON_CATEGORY_OUTSIDE 6

/**
 * A condition about the person is not fulfilled.
 */
#define CONSENT_REASON_CONDITION_UNMET 7

/**
 * The basis is another controller's.
 */
#define CONSENT_REASON_CONTROLLER_OUTSIDE 8

/**
 * The consent has ended by time.
 */
#define CONSENT_REASON_EXPIRED 9

/**
 * A fact about the person is not recorded.
 */
#define CONSENT_REASON_FACT_MISSING 10

/**
 * The consent was not given in the form that is needed.
 */
#define CONSENT_REASON_FORM_INSUFFICIENT 11

/**
 * The consent never was valid.
 */
#define CONSENT_REASON_INVALIDATED 12

/**
 * No basis comes near.
 */
#define CONSENT_REASON_NO_BASIS 13

/**
 * The legal basis is not in force at the instant.
 */
#define CONSENT_REASON_NOT_IN_FORCE 14

/**
 * The consent begins later.
 */
#define CONSENT_REASON_NOT_YET_VALID 15

/**
 * The text the consent was given on has been replaced.
 */
#define CONSENT_REASON_NOTICE_SUPERSEDED 16

/**
 * The basis does not cover the operation.
 */
#define CONSENT_REASON_OPERATION_OUTSIDE 17

/**
 * The permit is not in force or belongs to someone else.
 */
#define CONSENT_REASON_PERMIT_MISSING 18

/**
 * The basis does not cover the purpose.
 */
#define CONSENT_REASON_PURPOSE_OUTSIDE 19

/**
 * Someone who must give the consent has not.
 */
#define CONSENT_REASON_QUORUM_INCOMPLETE 20

/**
 * The basis does not cover the recipient.
 */
#define CONSENT_REASON_RECIPIENT_OUTSIDE 21

/**
 * The consent was refused.
 */
#define CONSENT_REASON_REFUSED 22

/**
 * The consent was asked for and waits for an answer.
 */
#define CONSENT_REASON_REQUESTED 23

/**
 * The consent is suspended.
 */
#define CONSENT_REASON_SUSPENDED 24

/**
 * The consent, or this part of it, was taken back.
 */
#define CONSENT_REASON_WITHDRAWN 25

/**
 * The person; sees everything about themself.
 */
#define CONSENT_AUDIENCE_CITIZEN 1

/**
 * The one who asks to use the data; learns nothing about the person beyond the outcome, and asks about the present only: `known_at` is
 * refused, and as the library has no clock, it is the host that puts the present into `at`. Never hand on an `at` that the requester chose:
 * by asking about one instant after another they would learn when the person's answer changed.
 */
#define CONSENT_AUDIENCE_REQUESTER 2

/**
 * One who examines the engine's answers; sees everything.
 */
#define CONSENT_AUDIENCE_AUDITOR 3

/**
 * Finnish.
 */
#define CONSENT_LANG_FI 1

/**
 * Swedish.
 */
#define CONSENT_LANG_SV 2

/**
 * English.
 */
#define CONSENT_LANG_EN 3

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The version of the library that is running, composed like `CONSENT_VERSION`.
 */
uint32_t consent_version(void);

/**
 * Asks whether a program that was built with this header can use the library that is running. Call it once at the start:
 * `consent_check_version(CONSENT_VERSION, &error)`. `CONSENT_ERROR_VERSION`: it can't.
 */
consent_status consent_check_version(uint32_t header_version,
                                     struct consent_error **error);

/**
 * The first byte; no NUL follows the last one, so print it with `%.*s` and the size. NULL for NULL.
 */
const char *consent_text_data(const struct consent_text *text);

/**
 * How many bytes it has. 0 for NULL.
 */
size_t consent_text_size(const struct consent_text *text);

/**
 * Frees a text that was handed out. NULL is ignored.
 */
void consent_text_free(struct consent_text *text);

/**
 * The kind of error; `CONSENT_OK` for NULL.
 */
consent_status consent_error_status(const struct consent_error *error);

/**
 * The code, in kebab-case, such as `unknown-purpose`. Lent; NULL for NULL.
 */
const struct consent_text *consent_error_code(const struct consent_error *error);

/**
 * The message, in English, with the place in the input where there is one. Lent; NULL for NULL.
 */
const struct consent_text *consent_error_message(const struct consent_error *error);

/**
 * Everything as a JSON object: `code`, `message`, and where known `pointer` (RFC 6901), `position`, `line`, `column`, `findings`.
 * Lent; NULL for NULL.
 */
const struct consent_text *consent_error_json(const struct consent_error *error);

/**
 * Frees an error and the texts that it lent. NULL is ignored.
 */
void consent_error_free(struct consent_error *error);

/**
 * Makes an engine in memory, without catalogues and events.
 */
consent_status consent_engine_new(struct consent_engine **out, struct consent_error **error);

/**
 * Opens a ledger in a file, made by this library or by the command `consent ledger create`. Every entry is checked. What
 * `consent_engine_record` acknowledges is on the disk. `flags`: 0 to read and write, or one of `CONSENT_OPEN_...`. The path is UTF-8.
 */
consent_status consent_engine_open(const char *path,
                                   size_t path_size,
                                   uint32_t flags,
                                   struct consent_engine **out,
                                   struct consent_error **error);

/**
 * Holds a version of the catalogue, from JSON, so that a `catalogue-published` event can name it. `*warnings` gets the findings of its
 * check as a JSON array; `warnings` may be NULL. One with errors is refused; `consent_error_json` has the findings then.
 */
consent_status consent_engine_add_catalogue(const struct consent_engine *engine,
                                            const char *json,
                                            size_t json_size,
                                            struct consent_text **warnings,
                                            struct consent_error **error);

/**
 * Records an event, from JSON; `recorded_at` is when it became known: now, by your clock (milliseconds since 1970 UTC).
 * `CONSENT_ERROR_REFUSED` and nothing changed: the ledger does not let it in. `recorded` may be NULL. Whether the old bytes of what an
 * `event-erased` erases are gone already tells `consent_engine_erase`.
 */
consent_status consent_engine_record(const struct consent_engine *engine,
                                     const char *json,
                                     size_t json_size,
                                     int64_t recorded_at,
                                     struct consent_recorded *recorded,
                                     struct consent_error **error);

/**
 * Records events from JSON Lines, in order, until one is refused: those before it are recorded, those after it are not. All lines are
 * read before any is recorded: one that is no event is an error, and nothing changed. In a file all are written at once. `*accepted` gets
 * how many were let in, however the call ends (the one exception besides `consent_answer`): 0, or as many as stand before the one that
 * was refused. `accepted` may be NULL. Given again after mending, what is there already changes nothing.
 */
consent_status consent_engine_record_all(const struct consent_engine *engine,
                                         const char *lines,
                                         size_t lines_size,
                                         int64_t recorded_at,
                                         uint64_t *accepted,
                                         struct consent_error **error);

/**
 * Erases from a ledger file (GDPR 17): every event of a person, or single events. The request is JSON: `by`, `at`, `subject` or
 * `events`, and where wanted `reason`, `operator`, `recorded_at`, `id_prefix`. What was erased is gone from the file when this returns;
 * that it was erased, by whom and why, stays. `*erased` gets how many events; `erased` may be NULL. `CONSENT_ERROR_STORAGE` with the
 * code `erasure-pending`: all of it is recorded and counts for every answer, but a reader or the disk still has the old bytes; the
 * same call finishes it later, and says 0 then. It also finishes what `event-erased` events that were recorded have left.
 */
consent_status consent_engine_erase(const struct consent_engine *engine,
                                    const char *request,
                                    size_t request_size,
                                    uint64_t *erased,
                                    struct consent_error **error);

/**
 * Reads what another process has written to the ledger file since. `*added` gets how many events; `added` may be NULL.
 */
consent_status consent_engine_follow(const struct consent_engine *engine,
                                     uint64_t *added,
                                     struct consent_error **error);

/**
 * Frees an engine. NULL is ignored. No call on it may be running. A ledger file stays open, and with it the lock of the one who writes,
 * until the engine's queries are freed, too.
 */
void consent_engine_free(struct consent_engine *engine);

/**
 * Fills an engine in memory with records, the JSON Lines that `consent record` prints: events that a ledger has let in before, in its
 * order. They are read from a callback, chunk by chunk. All of them or none is taken; `*count` gets how many, and may be NULL.
 *
 * A file that was cut after a line is as good as a whole one: what is missing at its end, perhaps a withdrawal, nobody can tell from it.
 * Compare `*count` with how many records there have to be before you ask anything.
 *
 * `release` is called with `userdata` exactly once before this returns, however it returns; it may be NULL. Nothing may call the
 * engine from within the callback.
 */
consent_status consent_engine_feed(const struct consent_engine *engine,
                                   consent_read read,
                                   void *userdata,
                                   consent_release release,
                                   uint64_t *count,
                                   struct consent_error **error);

/**
 * Makes a use without members.
 */
consent_status consent_use_new(struct consent_use **out, struct consent_error **error);

/**
 * Sets the unit whose register holds the data.
 */
consent_status consent_use_set_controller(struct consent_use *proposed,
                                          const char *id,
                                          size_t id_size,
                                          struct consent_error **error);

/**
 * Sets who uses the data.
 */
consent_status consent_use_set_recipient(struct consent_use *proposed,
                                         const char *id,
                                         size_t id_size,
                                         struct consent_error **error);

/**
 * Sets for what the data is used.
 */
consent_status consent_use_set_purpose(struct consent_use *proposed,
                                       const char *id,
                                       size_t id_size,
                                       struct consent_error **error);

/**
 * Adds a category of data, with its descendants.
 */
consent_status consent_use_add_data_category(struct consent_use *proposed,
                                             const char *id,
                                             size_t id_size,
                                             struct consent_error **error);

/**
 * Leaves out a category, with its descendants.
 */
consent_status consent_use_add_except(struct consent_use *proposed,
                                      const char *id,
                                      size_t id_size,
                                      struct consent_error **error);

/**
 * Adds an operation by its word: `collect receive store use analyse profile combine disclose publish pseudonymise anonymise erase`.
 */
consent_status consent_use_add_operation(struct consent_use *proposed,
                                         const char *word,
                                         size_t word_size,
                                         struct consent_error **error);

/**
 * Adds a case in which the data is used: `kind:id`, or a case kind.
 */
consent_status consent_use_add_case(struct consent_use *proposed,
                                    const char *id,
                                    size_t id_size,
                                    struct consent_error **error);

/**
 * Adds what you state about the use; the engine never judges it.
 */
consent_status consent_use_add_assertion(struct consent_use *proposed,
                                         const char *id,
                                         size_t id_size,
                                         struct consent_error **error);

/**
 * Sets how the data is delivered; without it every rule about channels is raised.
 */
consent_status consent_use_set_channel(struct consent_use *proposed,
                                       const char *id,
                                       size_t id_size,
                                       struct consent_error **error);

/**
 * Says that a decision is made by automated means alone (GDPR 22).
 */
consent_status consent_use_set_automated_decision(struct consent_use *proposed, struct consent_error **error);

/**
 * Asks as it was known at a position of the ledger: only the events before it are read. `CONSENT_KNOWN_NOW`: all of them.
 */
consent_status consent_use_set_known_at(struct consent_use *proposed,
                                        uint64_t position,
                                        struct consent_error **error);

/**
 * Frees a use. NULL is ignored.
 */
void consent_use_free(struct consent_use *proposed);

/**
 * The word of a reason, such as `withdrawn`, and its number of bytes in `*size`; `size` may be NULL, as a NUL ends the word. It is
 * never freed. NULL and 0 for `CONSENT_REASON_NONE` and for a number that is no reason.
 */
const char *consent_reason_word(consent_reason reason,
                                size_t *size);

/**
 * Prepares a use that was put together with `consent_use_...`. `flags`: 0, or what each answer has besides outcome and basis,
 * `CONSENT_WANT_REASON` and `CONSENT_WANT_HORIZON`; both take time.
 */
consent_status consent_query_prepare(const struct consent_engine *engine,
                                     const struct consent_use *proposed,
                                     uint32_t flags,
                                     struct consent_query **out,
                                     struct consent_error **error);

/**
 * Prepares a use from JSON: the proposed use without `subject` and `at`.
 */
consent_status consent_query_from_json(const struct consent_engine *engine,
                                       const char *json,
                                       size_t json_size,
                                       uint32_t flags,
                                       struct consent_query **out,
                                       struct consent_error **error);

/**
 * Prepares the same use anew. Once a new version of the catalogue was published every answer is right without it, but slow.
 */
consent_status consent_query_refresh(struct consent_query *query,
                                     struct consent_error **error);

/**
 * Whether the use is covered for a person at an instant (milliseconds since 1970 UTC). Without flags it takes no memory once the
 * query, of today's catalogue and as known now, has met the person's kinds of consents and fewer than three bars reach each item. When
 * it fails, `*answer` says *not covered*, so that no earlier answer is taken for it; only where its `struct_size` is one that can't
 * be, nothing is written.
 */
consent_status consent_query_decide(const struct consent_query *query,
                                    const char *subject,
                                    size_t subject_size,
                                    int64_t at,
                                    struct consent_answer *answer,
                                    struct consent_error **error);

/**
 * Decides many requests at one position of the ledger: the subject `subjects[i]` with `subject_sizes[i]` bytes at `ats[i]`, into
 * `answers[i]`. `answer_size` is `sizeof(consent_answer)`; the `struct_size` of the answers is set. A request that has no answer has
 * its `status` and is not covered; it does not hold up the others. When the call itself fails, every one of the `count` answers says
 * *not covered* and has the status of the call, so that no earlier answer is taken for one; only where `answers` is NULL or
 * `answer_size` or `count` is one that can't be, nothing is written. Recording waits meanwhile, and whoever asks after a recording that
 * waits: split batches that take long.
 */
consent_status consent_query_decide_all(const struct consent_query *query,
                                        const char *const *subjects,
                                        const size_t *subject_sizes,
                                        const int64_t *ats,
                                        size_t count,
                                        struct consent_answer *answers,
                                        size_t answer_size,
                                        struct consent_error **error);

/**
 * Frees a query. NULL is ignored. No call on it may be running.
 */
void consent_query_free(struct consent_query *query);

/**
 * As `consent_query_decide_all`, on columns of the Arrow C data interface.
 *
 * `subjects`: `utf8` or `large_utf8`, read where it lies. `ats`: `int64` or `timestamp[ms]` with a time zone, milliseconds since 1970
 * UTC either way, of the same length; NULL for both `ats` and `ats_schema`: everybody is asked about at `at`. These four are taken
 * over: however the call returns they are released, and their `release` is NULL then. A null is a request without an answer. Columns
 * encoded by a dictionary are refused.
 *
 * `*out` and `*out_schema` get a struct array with a row for each request, for the host to release: `status`, `outcome` (`int32`),
 * `covered` (`bool`: the only *yes*), `basis`, `reason` (`int32`) and `holds_until` (`int64`), with the constants of this header.
 * Nothing in it is null: what is not known to be covered has the outcome 0 and is not `covered`. When the call fails, neither is
 * written.
 */
consent_status consent_query_decide_arrow(const struct consent_query *query,
                                          struct ArrowArray *subjects,
                                          struct ArrowSchema *subjects_schema,
                                          struct ArrowArray *ats,
                                          struct ArrowSchema *ats_schema,
                                          int64_t at,
                                          struct ArrowArray *out,
                                          struct ArrowSchema *out_schema,
                                          struct consent_error **error);

/**
 * The full answer to a proposed use (JSON, with `subject` and `at`): items, bases, reasons, obligations, `holds_until`, position.
 */
consent_status consent_engine_decide(const struct consent_engine *engine,
                                     const char *proposed,
                                     size_t proposed_size,
                                     consent_audience audience,
                                     struct consent_text **out,
                                     struct consent_error **error);

/**
 * The answer in words: lines of plain text.
 */
consent_status consent_engine_explain(const struct consent_engine *engine,
                                      const char *proposed,
                                      size_t proposed_size,
                                      consent_audience audience,
                                      consent_lang lang,
                                      struct consent_text **out,
                                      struct consent_error **error);

/**
 * A bundle: the answers to a JSON array of proposed uses, each and all together.
 */
consent_status consent_engine_decide_bundle(const struct consent_engine *engine,
                                            const char *legs,
                                            size_t legs_size,
                                            consent_audience audience,
                                            struct consent_text **out,
                                            struct consent_error **error);

/**
 * What would cover a proposed use: the smallest sets of acts. To the requester: the same whoever the person is.
 */
consent_status consent_engine_remedies(const struct consent_engine *engine,
                                       const char *proposed,
                                       size_t proposed_size,
                                       consent_audience audience,
                                       struct consent_text **out,
                                       struct consent_error **error);

/**
 * Who may use which data of a person, on which basis, until when; the requests that wait, the bars, the recorded uses. For the person.
 * `known_at`: a position, or `CONSENT_KNOWN_NOW`.
 */
consent_status consent_engine_overview(const struct consent_engine *engine,
                                       const char *subject,
                                       size_t subject_size,
                                       int64_t at,
                                       uint64_t known_at,
                                       struct consent_text **out,
                                       struct consent_error **error);

/**
 * Who may use a category of a person's data, for a purpose or, where `purpose` is NULL, for any.
 */
consent_status consent_engine_who_may(const struct consent_engine *engine,
                                      const char *subject,
                                      size_t subject_size,
                                      const char *data_category,
                                      size_t data_category_size,
                                      const char *purpose,
                                      size_t purpose_size,
                                      int64_t at,
                                      uint64_t known_at,
                                      struct consent_text **out,
                                      struct consent_error **error);

/**
 * What would change if an event (JSON) were recorded; it is not.
 */
consent_status consent_engine_preview(const struct consent_engine *engine,
                                      const char *event,
                                      size_t event_size,
                                      struct consent_text **out,
                                      struct consent_error **error);

/**
 * What a service has, waits for, can ask and must not ask of a person.
 */
consent_status consent_engine_needs(const struct consent_engine *engine,
                                    const char *service,
                                    size_t service_size,
                                    const char *subject,
                                    size_t subject_size,
                                    int64_t at,
                                    struct consent_text **out,
                                    struct consent_error **error);

/**
 * What a service must stop: uses that were covered when it last looked, at the position `since` and the instant `since_at`, and are not
 * covered at `at`. Of all persons, never cut short.
 */
consent_status consent_engine_stop_list(const struct consent_engine *engine,
                                        const char *service,
                                        size_t service_size,
                                        uint64_t since,
                                        int64_t since_at,
                                        int64_t at,
                                        struct consent_text **out,
                                        struct consent_error **error);

/**
 * Every subject for whom a use (JSON without `subject` and `at`) is covered: a JSON array of keys, never cut short.
 */
consent_status consent_engine_subjects(const struct consent_engine *engine,
                                       const char *proposed,
                                       size_t proposed_size,
                                       int64_t at,
                                       struct consent_text **out,
                                       struct consent_error **error);

/**
 * The public register of today's catalogue: no personal data.
 */
consent_status consent_engine_register(const struct consent_engine *engine,
                                       struct consent_text **out,
                                       struct consent_error **error);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* CONSENT_H */
