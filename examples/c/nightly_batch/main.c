/* A job as municipal systems have it: decides a file of disclosure requests in one night, usually in a second.
 *
 *   nightly_batch FOLDER LEDGER REQUESTS RESULTS REJECTS [RECORDS]
 *
 * FOLDER is where catalogue.json is, LEDGER the records that `consent record` prints, REQUESTS the lines of request.h. Each request
 * ends in RESULTS or, with its line number and why, in REJECTS: a broken line holds up no other. REJECTS does not repeat the key
 * of the person, which in a broken line may be anything. Both appear when the job has gone well, and not before; neither may be there
 * yet, so that no earlier night's results are taken for this one's, and nothing that is read is overwritten.
 *
 * RECORDS is how many records the ledger has: in a copy that was cut short the last withdrawal may be missing, and nobody can tell
 * from the copy. */

#include <consent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../files.h"
#include "request.h"

enum { CHUNK = 8192, BLOCK = 1 << 20 };

struct job {
  consent_query *queries[KINDS];
  FILE *requests, *results, *rejects;
  struct request request[CHUNK];
  consent_answer answers[CHUNK];
  char lines[CHUNK * RESULT_SIZE];
  /* The requests of one kind, as the library takes them. */
  const char *keys[CHUNK];
  size_t sizes[CHUNK];
  int64_t ats[CHUNK];
  size_t places[CHUNK];
  consent_answer answered[CHUNK];
  size_t count;
  unsigned long read, outcomes[3], rejected[REJECTS];
  clock_t reading;
};

static void reject(struct job *job, unsigned long line, enum reject why) {
  job->rejected[why]++;
  fprintf(job->rejects, "%08lu %s\n", line, reject_words[why]);
}

/* Decides the gathered requests, those of each kind with one call, and writes the results in the order of the requests. */
static consent_status decide(struct job *job, consent_error **error) {
  size_t at, written = 0;
  int kind;
  for (kind = 0; kind < KINDS; kind++) {
    size_t count = 0;
    consent_status status;
    for (at = 0; at < job->count; at++) {
      if (job->request[at].kind != kind) continue;
      job->keys[count] = job->request[at].key;
      job->sizes[count] = job->request[at].key_size;
      job->ats[count] = job->request[at].at;
      job->places[count++] = at;
    }
    status = consent_query_decide_all(job->queries[kind], job->keys, job->sizes, job->ats, count, job->answered,
                                      sizeof(consent_answer), error);
    if (status != CONSENT_OK) return status;
    for (at = 0; at < count; at++) job->answers[job->places[at]] = job->answered[at];
  }
  for (at = 0; at < job->count; at++) {
    const consent_answer *answer = &job->answers[at];
    if (answer->status != CONSENT_OK) {
      reject(job, job->request[at].line, answer->status == CONSENT_ERROR_INPUT ? REFUSED_KEY : NO_ANSWER);
      continue;
    }
    job->outcomes[answer->outcome >= 0 && answer->outcome <= 2 ? answer->outcome : CONSENT_OUTCOME_NOT_COVERED]++;
    write_result(job->lines + written, &job->request[at], answer);
    written += RESULT_SIZE;
  }
  fwrite(job->lines, 1, written, job->results);
  job->count = 0;
  return CONSENT_OK;
}

static consent_status take(struct job *job, const char *line, size_t size, consent_error **error) {
  struct request *request = &job->request[job->count];
  const enum reject why = read_request(line, size, request);
  job->read++;
  if (job->read % 100000 == 0) fprintf(stderr, "%lu requests\n", job->read);
  if (why != ACCEPTED) {
    reject(job, job->read, why);
    return CONSENT_OK;
  }
  request->line = job->read;
  return ++job->count == CHUNK ? decide(job, error) : CONSENT_OK;
}

/* Reads the requests block by block. A line that is longer than a block is one line: its beginning is rejected when the block is full,
 * and the rest passed over. What can't be read is not the end: the caller looks at `ferror`. */
static consent_status run(struct job *job, char *block, consent_error **error) {
  size_t kept = 0;
  int passing_over = 0;
  consent_status status = CONSENT_OK;
  for (;;) {
    const clock_t begin = clock();
    const size_t got = fread(block + kept, 1, BLOCK - kept, job->requests);
    const size_t size = kept + got;
    const char *line = block, *end;
    job->reading += clock() - begin;
    if (got == 0) {
      /* Where reading failed, the last line may be half a line. */
      if (kept > 0 && !passing_over && !ferror(job->requests)) status = take(job, block, kept, error);
      return status == CONSENT_OK ? decide(job, error) : status;
    }
    while ((end = (const char *)memchr(line, '\n', size - (size_t)(line - block))) != NULL) {
      if (!passing_over) status = take(job, line, (size_t)(end - line), error);
      if (status != CONSENT_OK) return status;
      passing_over = 0;
      line = end + 1;
    }
    kept = size - (size_t)(line - block);
    if (kept == BLOCK && !passing_over) {
      status = take(job, block, kept, error);
      if (status != CONSENT_OK) return status;
      passing_over = 1;
    }
    if (passing_over) kept = 0;
    memmove(block, line, kept);
  }
}

/* The ledger, chunk by chunk. */
static ptrdiff_t read_ledger(void *userdata, char *buffer, size_t capacity) {
  FILE *ledger = (FILE *)userdata;
  const size_t got = fread(buffer, 1, capacity, ledger);
  return got == 0 && ferror(ledger) ? -1 : (ptrdiff_t)got;
}

static void close_ledger(void *userdata) { fclose((FILE *)userdata); }

static void summary(const struct job *job, clock_t whole) {
  const double seconds = (double)(whole - job->reading) / CLOCKS_PER_SEC;
  int why;
  printf("%lu requests: %lu covered, %lu partly covered, %lu not covered\n", job->read,
         job->outcomes[CONSENT_OUTCOME_COVERED], job->outcomes[CONSENT_OUTCOME_PARTLY_COVERED],
         job->outcomes[CONSENT_OUTCOME_NOT_COVERED]);
  for (why = ACCEPTED + 1; why < REJECTS; why++)
    if (job->rejected[why] > 0) printf("rejected, %s: %lu\n", reject_words[why], job->rejected[why]);
  fprintf(stderr, "%.2f s of this processor besides %.2f s of reading", seconds, (double)job->reading / CLOCKS_PER_SEC);
  if (seconds > 0) fprintf(stderr, ": %.0f requests a second", (double)job->read / seconds);
  fprintf(stderr, "\n");
}

static FILE *open_file(const char *path, const char *mode) {
  FILE *file = fopen(path, mode);
  if (file == NULL) fprintf(stderr, "expected a file that can be opened, found none: %s\n", path);
  return file;
}

/* A file that appears under its name when it is whole. */
struct output {
  FILE *file;
  const char *name;
  char part[4096];
};

static int is_free(const char *name) {
  FILE *there = fopen(name, "rb");
  if (there == NULL) return 1;
  fclose(there);
  fprintf(stderr, "expected no file yet where one is to be written, found one: %s\n", name);
  return 0;
}

static FILE *open_output(struct output *output, const char *name) {
  if (snprintf(output->part, sizeof output->part, "%s.part", name) >= (int)sizeof output->part) {
    fprintf(stderr, "expected a shorter name, found %s\n", name);
    return NULL;
  }
  if (is_free(name) && is_free(output->part)) output->file = open_file(output->part, "wb");
  if (output->file != NULL) output->name = name;
  return output->file;
}

/* A disk that was full is found out at the latest when a file is closed. */
static int close_output(struct output *output, int failed) {
  if (output->file == NULL) return 1;
  if ((ferror(output->file) | fclose(output->file)) != 0) {
    fprintf(stderr, "expected a file that can be written to the end, found none: %s; is the disk full?\n", output->name);
    failed = 1;
  }
  output->file = NULL;
  return failed;
}

static int appears(const struct output *output) {
  if (is_free(output->name) && rename(output->part, output->name) == 0) return 1;
  fprintf(stderr, "expected that what was written can be named %s, found that it can't: it stays as %s\n", output->name,
          output->part);
  return 0;
}

/* Whether the ledger is as long as it has to be. */
static int is_whole(uint64_t count, const char *expected) {
  char *end;
  if (expected == NULL || (strtoull(expected, &end, 10) == count && end != expected && *end == '\0')) return 1;
  fprintf(stderr, "expected a ledger of %s records, found %llu; is it a copy that was cut short?\n", expected,
          (unsigned long long)count);
  return 0;
}

int main(int argc, char **argv) {
  struct job *job = (struct job *)calloc(1, sizeof *job);
  char *block = (char *)malloc(BLOCK);
  struct file catalogue = {NULL, 0};
  FILE *ledger = NULL;
  consent_engine *engine = NULL;
  consent_error *error = NULL;
  struct output results = {NULL, NULL, ""}, rejects = {NULL, NULL, ""};
  uint64_t records = 0;
  clock_t whole = 0;
  int failed = 1, kind;
  if (argc != 6 && argc != 7) {
    fprintf(stderr, "usage: nightly_batch FOLDER LEDGER REQUESTS RESULTS REJECTS [RECORDS]\n");
  } else if (job != NULL && block != NULL) {
    catalogue = read_file(argv[1], "catalogue.json");
    ledger = open_file(argv[2], "rb");
    job->requests = open_file(argv[3], "rb");
    job->results = open_output(&results, argv[4]);
    job->rejects = open_output(&rejects, argv[5]);
    if (ledger != NULL && job->requests != NULL && job->results != NULL && job->rejects != NULL) {
      failed = consent_check_version(CONSENT_VERSION, &error) || consent_engine_new(&engine, &error) ||
               consent_engine_add_catalogue(engine, catalogue.data, catalogue.size, NULL, &error);
      if (!failed) {
        /* The library closes the ledger, whatever comes of it. */
        FILE *fed = ledger;
        ledger = NULL;
        failed = consent_engine_feed(engine, read_ledger, fed, close_ledger, &records, &error) != CONSENT_OK;
      }
      if (!failed && !is_whole(records, argv[6])) failed = 1;
      for (kind = 0; kind < KINDS && !failed; kind++)
        failed = consent_query_from_json(engine, use_documents[kind], strlen(use_documents[kind]), 0,
                                         &job->queries[kind], &error) != CONSENT_OK;
      if (!failed) {
        const clock_t begin = clock();
        failed = run(job, block, &error) != CONSENT_OK;
        whole = clock() - begin;
      }
      if (failed && error != NULL) print_error(error);
      if (ferror(job->requests)) {
        fprintf(stderr, "expected requests that can be read to the end, found none after line %lu\n", job->read);
        failed = 1;
      }
    }
  }
  if (ledger != NULL) fclose(ledger);
  if (job != NULL) {
    if (job->requests != NULL) fclose(job->requests);
    failed = close_output(&results, failed);
    failed = close_output(&rejects, failed);
    if (!failed) {
      failed = !appears(&rejects) || !appears(&results);
      if (!failed) summary(job, whole);
    } else {
      if (results.name != NULL) remove(results.part);
      if (rejects.name != NULL) remove(rejects.part);
    }
    for (kind = 0; kind < KINDS; kind++) consent_query_free(job->queries[kind]);
  }
  consent_error_free(error);
  consent_engine_free(engine);
  free_file(catalogue);
  free(block);
  free(job);
  if ((fflush(stdout) | ferror(stdout)) != 0) {
    fprintf(stderr, "expected somebody to read the summary, found that it can't be written\n");
    failed = 1;
  }
  return failed ? 1 : 0;
}
