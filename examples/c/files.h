/* What the examples need besides the library: files, and errors for people. */

#ifndef FILES_H
#define FILES_H

#include <consent.h>
#include <stdio.h>
#include <stdlib.h>

/* Bytes, not ended by a NUL. */
struct file {
  char *data;
  size_t size;
};

/* Reads a whole file; what can't be read is an empty one, which the library refuses where it needs more. */
static inline struct file read_file(const char *folder, const char *name) {
  struct file file = {NULL, 0};
  char path[4096];
  FILE *stream = NULL;
  long size = 0;
  if (snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path) stream = fopen(path, "rb");
  if (stream == NULL) {
    fprintf(stderr, "expected a file that can be read, found none: %s\n", path);
    return file;
  }
  if (fseek(stream, 0, SEEK_END) == 0 && (size = ftell(stream)) > 0 && fseek(stream, 0, SEEK_SET) == 0)
    file.data = (char *)malloc((size_t)size);
  if (file.data != NULL) file.size = fread(file.data, 1, (size_t)size, stream);
  fclose(stream);
  return file;
}

static inline void free_file(struct file file) { free(file.data); }

/* How many bytes the first lines of a file have. */
static inline size_t first_lines(struct file file, unsigned lines) {
  size_t at = 0;
  while (at < file.size && lines > 0)
    if (file.data[at++] == '\n') lines--;
  return at;
}

/* Says what went wrong. A text is a pointer and a size, nothing ends it. */
static inline void print_error(const consent_error *error) {
  const consent_text *code = consent_error_code(error), *message = consent_error_message(error);
  fprintf(stderr, "%.*s: %.*s\n", (int)consent_text_size(code), code ? consent_text_data(code) : "",
          (int)consent_text_size(message), message ? consent_text_data(message) : "");
}

#endif
