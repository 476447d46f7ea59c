/* The lines of the job: requests in, results and rejects out. Fixed width, Latin-1, a line feed at the end; before that of a request
 * there may be a carriage return.
 *
 *   request  columns  1-8   number           digits
 *                     9-36  key of the person, spaces behind it
 *                    37-48  instant in UTC   YYYYMMDDhhmm
 *                    49-50  use              RE pupil records, WE student welfare records
 *                    51-70  who asks for it  spaces behind it
 *   result            1-8   number
 *                     9     outcome          Y covered, P partly, N not
 *                    10     basis            D duty, P permission, C consent, S several, - none
 *                    11-30  who asks for it, as in the request */

#ifndef REQUEST_H
#define REQUEST_H

#include <consent.h>

enum { REQUEST_SIZE = 70, RESULT_SIZE = 31, KEY_SIZE = 28, KINDS = 2 };

/* Why a line is no request; the last ones come from the library. */
enum reject {
  ACCEPTED,
  WRONG_LENGTH,
  WRONG_CHARACTER,
  WRONG_NUMBER,
  WRONG_KEY,
  WRONG_INSTANT,
  WRONG_USE,
  REFUSED_KEY,
  NO_ANSWER,
  REJECTS
};

extern const char *const reject_words[REJECTS];
extern const char *const use_documents[KINDS];

struct request {
  char number[8];
  char who[20];
  char key[2 * KEY_SIZE]; /* UTF-8 */
  size_t key_size;
  int64_t at;
  int kind;
  unsigned long line;
};

/* Reads a line without its line feed; `size` counts what stands before that. */
enum reject read_request(const char *line, size_t size, struct request *request);

/* Writes a result with its line feed: RESULT_SIZE bytes. */
void write_result(char *to, const struct request *request, const consent_answer *answer);

#endif
