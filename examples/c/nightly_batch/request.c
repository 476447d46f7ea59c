#include "request.h"

#include <string.h>

const char *const reject_words[REJECTS] = {
    "accepted",       "wrong length",   "no Latin-1 text",   "number is no number", "key is missing",
    "no such instant", "no such use",    "key is refused",    "no answer",
};

const char *const use_documents[KINDS] = {
    "{\"controller\": \"helsinki-education\", \"recipient\": \"turku-education\", \"purpose\": \"moving-transfer\","
    " \"data_categories\": [\"pupil-records\"], \"operations\": [\"disclose\"], \"assertions\": [\"moving\", \"necessary\"]}",
    "{\"controller\": \"helsinki-education\", \"recipient\": \"turku-education\", \"purpose\": \"moving-transfer\","
    " \"data_categories\": [\"student-welfare-records\"], \"operations\": [\"disclose\"],"
    " \"assertions\": [\"continuity-of-welfare\"]}",
};

/* The digits of a number, or -1. */
static long digits(const char *from, size_t size) {
  long number = 0;
  size_t at;
  for (at = 0; at < size; at++) {
    if (from[at] < '0' || from[at] > '9') return -1;
    number = number * 10 + (from[at] - '0');
  }
  return number;
}

/* The days from 1970-01-01, or INT64_MIN for a day that there is not. */
static int64_t days(long year, long month, long day) {
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  int64_t count;
  long m;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > lengths[month - 1] + (month == 2 && leap)) return INT64_MIN;
  count = (int64_t)365 * (year - 1) + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 - 719162;
  for (m = 1; m < month; m++) count += lengths[m - 1] + (m == 2 && leap);
  return count + day - 1;
}

static int64_t instant(const char *text) {
  const int64_t day = days(digits(text, 4), digits(text + 4, 2), digits(text + 6, 2));
  const long hour = digits(text + 8, 2), minute = digits(text + 10, 2);
  if (day == INT64_MIN || hour < 0 || hour > 23 || minute < 0 || minute > 59) return INT64_MIN;
  return ((day * 24 + hour) * 60 + minute) * 60000;
}

/* Latin-1 to UTF-8; returns how many bytes. */
static size_t utf8(const char *from, size_t size, char *to) {
  size_t at, written = 0;
  for (at = 0; at < size; at++) {
    const unsigned char c = (unsigned char)from[at];
    if (c < 0x80) {
      to[written++] = (char)c;
    } else {
      to[written++] = (char)(0xc0 | c >> 6);
      to[written++] = (char)(0x80 | (c & 0x3f));
    }
  }
  return written;
}

enum reject read_request(const char *line, size_t size, struct request *request) {
  size_t at, key = KEY_SIZE;
  /* As other systems end their lines. */
  if (size == REQUEST_SIZE + 1 && line[REQUEST_SIZE] == '\r') size = REQUEST_SIZE;
  if (size != REQUEST_SIZE) return WRONG_LENGTH;
  for (at = 0; at < size; at++) {
    const unsigned char c = (unsigned char)line[at];
    if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return WRONG_CHARACTER;
  }
  if (digits(line, sizeof request->number) < 0) return WRONG_NUMBER;
  while (key > 0 && line[8 + key - 1] == ' ') key--;
  if (key == 0) return WRONG_KEY;
  request->at = instant(line + 36);
  if (request->at == INT64_MIN) return WRONG_INSTANT;
  if (memcmp(line + 48, "RE", 2) == 0) {
    request->kind = 0;
  } else if (memcmp(line + 48, "WE", 2) == 0) {
    request->kind = 1;
  } else {
    return WRONG_USE;
  }
  memcpy(request->number, line, sizeof request->number);
  memcpy(request->who, line + 50, sizeof request->who);
  request->key_size = utf8(line + 8, key, request->key);
  return ACCEPTED;
}

void write_result(char *to, const struct request *request, const consent_answer *answer) {
  /* A number that this program does not know is not covered. */
  static const char outcomes[] = "NYP", bases[] = "-DPCS";
  memcpy(to, request->number, sizeof request->number);
  to[8] = answer->outcome >= 0 && answer->outcome <= 2 ? outcomes[answer->outcome] : 'N';
  to[9] = answer->basis >= 0 && answer->basis <= 4 ? bases[answer->basis] : '-';
  memcpy(to + 10, request->who, sizeof request->who);
  to[RESULT_SIZE - 1] = '\n';
}
