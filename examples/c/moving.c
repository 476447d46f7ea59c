/* A pupil moves from Helsinki to Turku: what the law obliges to pass on, what has to be asked, and what the answer
 * changes. The same story as examples/rust/moving.rs.  moving FOLDER, where the demonstration's data is.
 *
 * The catalogue is the demonstration of the project; it is no legal advice. */

#include <consent.h>
#include <stdio.h>
#include <string.h>

#include "files.h"

static const char PUPIL[] = "pupil-a81f";

#define SUMMER INT64_C(1780293600000)  /* 2026-06-01T09:00:00+03:00 */
#define AUGUST INT64_C(1786338000000)  /* 2026-08-10T08:00:00+03:00 */
#define ANSWER INT64_C(1786343400000)  /* 2026-08-10T09:30:00+03:00 */
#define NOON INT64_C(1786352400000)    /* 2026-08-10T12:00:00+03:00 */
#define THOUGHT INT64_C(1786431600000) /* 2026-08-11T10:00:00+03:00 */
#define LATER INT64_C(1786510800000)   /* 2026-08-12T08:00:00+03:00 */

/* The use, once for the query and once for the words. */
static const char RECORDS[] = "\"data_categories\": [\"pupil-records\"], \"assertions\": [\"moving\", \"necessary\"]";
static const char WELFARE[] = "\"data_categories\": [\"student-welfare-records\"], \"assertions\": [\"continuity-of-welfare\"]";
static const char REST[] =
    "\"controller\": \"helsinki-education\", \"recipient\": \"turku-education\", \"purpose\": \"moving-transfer\","
    " \"operations\": [\"disclose\"]";

/* Prepares a use member by member: no JSON to write. */
static consent_status prepare(const consent_engine *engine, const char *category, const char *const *stated,
                              consent_query **query, consent_error **error) {
  consent_use *use = NULL;
  consent_status status = consent_use_new(&use, error);
  if (status == CONSENT_OK) status = consent_use_set_controller(use, "helsinki-education", 18, error);
  if (status == CONSENT_OK) status = consent_use_set_recipient(use, "turku-education", 15, error);
  if (status == CONSENT_OK) status = consent_use_set_purpose(use, "moving-transfer", 15, error);
  if (status == CONSENT_OK) status = consent_use_add_data_category(use, category, strlen(category), error);
  if (status == CONSENT_OK) status = consent_use_add_operation(use, "disclose", 8, error);
  for (; status == CONSENT_OK && *stated != NULL; stated++)
    status = consent_use_add_assertion(use, *stated, strlen(*stated), error);
  if (status == CONSENT_OK) status = consent_query_prepare(engine, use, CONSENT_WANT_HORIZON, query, error);
  consent_use_free(use);
  return status;
}

/* Asks, and prints the answer as the pupil would read it. */
static int ask(const consent_engine *engine, const consent_query *query, const char *title, const char *data, int64_t at,
               const char *at_text, consent_outcome expected, consent_error **error) {
  consent_answer answer = {.struct_size = sizeof answer};
  consent_text *words = NULL;
  char use[1024];
  int size = snprintf(use, sizeof use, "{\"subject\": \"%s\", \"at\": \"%s\", %s, %s}", PUPIL, at_text, REST, data);
  int failed = consent_query_decide(query, PUPIL, sizeof PUPIL - 1, at, &answer, error) ||
               consent_engine_explain(engine, use, (size_t)size, CONSENT_AUDIENCE_CITIZEN, CONSENT_LANG_EN, &words, error);
  if (!failed) {
    printf("%s\n%.*s\n", title, (int)consent_text_size(words), consent_text_data(words));
    if (answer.outcome != expected) {
      fprintf(stderr, "expected the outcome %d, found %d\n", (int)expected, (int)answer.outcome);
      failed = 1;
    }
  }
  consent_text_free(words);
  return failed;
}

static int story(consent_engine *engine, struct file events, consent_query *records, consent_query *welfare,
                 consent_error **error) {
  const char *yes = events.data + first_lines(events, 3), *no = events.data + first_lines(events, 4);
  const size_t yes_size = (size_t)(no - yes), no_size = first_lines(events, 5) - first_lines(events, 4);
  consent_recorded recorded = {.struct_size = sizeof recorded};
  return
      /* 1. The law obliges: the pupil's records move with the pupil, and nobody is asked. */
      ask(engine, records, "May Helsinki pass the pupil's records on to Turku?", RECORDS, AUGUST, "2026-08-10T08:00:00+03:00",
          CONSENT_OUTCOME_COVERED, error) ||
      /* 2. The law does not open the records of student welfare: there the pupil has to be asked. */
      ask(engine, welfare, "And the records of student welfare?", WELFARE, AUGUST, "2026-08-10T08:00:00+03:00",
          CONSENT_OUTCOME_NOT_COVERED, error) ||
      /* 3. The pupil is shown the notice, and says yes. */
      consent_engine_record(engine, yes, yes_size, ANSWER, &recorded, error) ||
      ask(engine, welfare, "And now, at noon?", WELFARE, NOON, "2026-08-10T12:00:00+03:00", CONSENT_OUTCOME_COVERED, error) ||
      /* 4. The pupil thinks again. What the law obliges to is not touched by it; and the past stays what it was. */
      consent_engine_record(engine, no, no_size, THOUGHT, NULL, error) ||
      ask(engine, welfare, "After the withdrawal?", WELFARE, LATER, "2026-08-12T08:00:00+03:00", CONSENT_OUTCOME_NOT_COVERED,
          error) ||
      ask(engine, records, "And the pupil's records after it?", RECORDS, LATER, "2026-08-12T08:00:00+03:00",
          CONSENT_OUTCOME_COVERED, error) ||
      ask(engine, welfare, "Was it right to pass the welfare records on at noon on 10 August?", WELFARE, NOON,
          "2026-08-10T12:00:00+03:00", CONSENT_OUTCOME_COVERED, error);
}

int main(int argc, char **argv) {
  static const char *const moving[] = {"moving", "necessary", NULL}, *const welfare_needs[] = {"continuity-of-welfare", NULL};
  const char *folder = argc > 1 ? argv[1] : "examples/data";
  struct file catalogue = read_file(folder, "catalogue.json");
  struct file publications = read_file(folder, "publications.jsonl");
  struct file events = read_file(folder, "moving.jsonl");
  consent_engine *engine = NULL;
  consent_query *records = NULL, *welfare = NULL;
  consent_error *error = NULL;
  int failed = consent_check_version(CONSENT_VERSION, &error) ||
               consent_engine_new(&engine, &error) ||
               consent_engine_add_catalogue(engine, catalogue.data, catalogue.size, NULL, &error) ||
               consent_engine_record_all(engine, publications.data, publications.size, SUMMER, NULL, &error) ||
               /* What the old school knows: the pupil is 16, goes to school in Turku from August, and can judge the matter. */
               consent_engine_record_all(engine, events.data, first_lines(events, 3), SUMMER, NULL, &error) ||
               prepare(engine, "pupil-records", moving, &records, &error) ||
               prepare(engine, "student-welfare-records", welfare_needs, &welfare, &error) ||
               story(engine, events, records, welfare, &error);
  if (error != NULL) print_error(error);
  consent_error_free(error);
  consent_query_free(welfare);
  consent_query_free(records);
  consent_engine_free(engine);
  free_file(events);
  free_file(publications);
  free_file(catalogue);
  return failed ? 1 : 0;
}
