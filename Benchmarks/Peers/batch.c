// Times the batch check in a host of C, which is what a call from Python can reach at best.
//
//   batch INDEX CELLS CHUNK PASSES
//
// CELLS has a cell a line. They are asked in calls of CHUNK cells, 0 for a call with all. Prints `CPU<TAB>CLOCK<TAB>CLEAR`:
// nanoseconds a cell of a pass, medians of PASSES, and how many cells are clear.

#define _GNU_SOURCE
#include "nodial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static void fail(const char *words) {
  fprintf(stderr, "batch: %s\n", words);
  exit(1);
}

static void *allocate(size_t size) {
  void *const memory = malloc(size + 1);
  if (memory == NULL) fail("no memory");
  return memory;
}

static double nanoseconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return 1e9 * (double)time.tv_sec + (double)time.tv_nsec;
}

static int is_more(const void *a, const void *b) {
  return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static double median(double *values, int count) {
  qsort(values, (size_t)count, sizeof *values, is_more);
  return values[count / 2];
}

int main(int count, char **arguments) {
  if (count != 5) fail("usage: batch INDEX CELLS CHUNK PASSES");
  FILE *const file = fopen(arguments[2], "rb");
  struct stat status;
  if (file == NULL || fstat(fileno(file), &status) != 0) fail("cannot read the cells");
  const size_t size = (size_t)status.st_size;
  uint8_t *const bytes = allocate(size);
  if (fread(bytes, 1, size, file) != size) fail("cannot read the cells");
  // The line breaks go, so that cells lie as in a column of Arrow.
  size_t cells = 0, end = 0;
  for (size_t i = 0; i < size; i++) cells += bytes[i] == '\n';
  int32_t *const offsets = allocate((cells + 1) * sizeof *offsets);
  size_t cell = 0;
  offsets[0] = 0;
  for (size_t i = 0; i < size; i++) {
    if (bytes[i] == '\n') {
      offsets[++cell] = (int32_t)end;
    } else {
      bytes[end++] = bytes[i];
    }
  }
  const size_t chunk = atol(arguments[3]) > 0 ? (size_t)atol(arguments[3]) : cells;
  const int passes = atoi(arguments[4]);
  if (cells == 0 || passes < 1) fail("no cells or no passes");

  char message[512];
  const char *const path = arguments[1];
  nodial_settings settings = {.size = sizeof settings, .index_paths = &path, .index_count = 1, .region = "US"};
  nodial_checker *checker;
  if (nodial_open(&settings, &checker, message, sizeof message) != NODIAL_OK) fail(message);
  nodial_scratch *const scratch = nodial_scratch_new(checker);
  nodial_outcome *const outcomes = allocate(cells);
  double *const cpu = allocate((size_t)passes * sizeof *cpu);
  double *const clock = allocate((size_t)passes * sizeof *clock);
  // The first pass is not counted.
  for (int pass = -1; pass < passes; pass++) {
    const double cpu_begin = nanoseconds(CLOCK_PROCESS_CPUTIME_ID), begin = nanoseconds(CLOCK_MONOTONIC);
    for (size_t first = 0; first < cells; first += chunk) {
      const size_t here = cells - first < chunk ? cells - first : chunk;
      if (nodial_check_strings(scratch, bytes, offsets + first, NULL, 0, here, outcomes + first, NULL) != NODIAL_OK)
        fail(nodial_message(scratch));
    }
    if (pass < 0) continue;
    cpu[pass] = (nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_begin) / (double)cells;
    clock[pass] = (nanoseconds(CLOCK_MONOTONIC) - begin) / (double)cells;
  }
  size_t clear = 0;
  for (size_t i = 0; i < cells; i++) clear += outcomes[i] == NODIAL_CLEAR;
  printf("%.2f\t%.2f\t%zu\n", median(cpu, passes), median(clock, passes), clear);
  nodial_scratch_free(scratch);
  nodial_close(checker);
}
