/* May Helsinki pass a pupil's data on to Turku?  decide FOLDER, where the demonstration's data is. */

#include <consent.h>
#include <stdio.h>
#include <string.h>

#include "files.h"

int main(int argc, char **argv) {
  const char *folder = argc > 1 ? argv[1] : "examples/data";
  const char *subject = "pupil-a81f";
  const int64_t now = INT64_C(1786338000000); /* 2026-08-10T08:00:00+03:00 */
  consent_engine *engine = NULL;
  consent_query *query = NULL;
  consent_error *error = NULL;
  consent_answer answer = {.struct_size = sizeof answer};
  struct file catalogue = read_file(folder, "catalogue.json");
  struct file publications = read_file(folder, "publications.jsonl");
  struct file events = read_file(folder, "moving.jsonl");
  const char use[] =
      "{\"controller\": \"helsinki-education\", \"recipient\": \"turku-education\", \"purpose\": \"moving-transfer\","
      " \"data_categories\": [\"pupil-records\", \"student-welfare-records\"], \"operations\": [\"disclose\"],"
      " \"assertions\": [\"moving\", \"necessary\", \"continuity-of-welfare\"]}";

  /* An error is never an answer: whoever gets one treats the use as not covered. */
  int failed = consent_check_version(CONSENT_VERSION, &error) ||
               consent_engine_new(&engine, &error) ||
               consent_engine_add_catalogue(engine, catalogue.data, catalogue.size, NULL, &error) ||
               consent_engine_record_all(engine, publications.data, publications.size, now, NULL, &error) ||
               consent_engine_record_all(engine, events.data, first_lines(events, 3), now, NULL, &error) ||
               consent_query_from_json(engine, use, sizeof use - 1, CONSENT_WANT_REASON, &query, &error) ||
               consent_query_decide(query, subject, strlen(subject), now, &answer, &error);
  if (failed) {
    print_error(error);
  } else {
    size_t size = 0;
    const char *word = consent_reason_word(answer.reason, &size);
    printf("%s %.*s\n", answer.covered ? "yes" : "no, at least not all of it:", (int)size, word ? word : "");
  }
  consent_error_free(error);
  consent_query_free(query);
  consent_engine_free(engine);
  free_file(events);
  free_file(publications);
  free_file(catalogue);
  return failed ? 1 : 0;
}
