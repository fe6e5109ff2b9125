// A host of libnodial.so.0 in C, as others would write one: `host INDEX SMALL LARGE SETTINGS RECORD` asks an index of
// +12025550101 and +442079460000; SMALL, a copy of it that is cut while it is open; LARGE, one of more than 4 MiB; and SETTINGS,
// of the same index and a ledger of nobody, in which the command RECORD records an objection of +12025550109. Ends with 0 if all
// is as the header says.
#define _GNU_SOURCE
#include "nodial.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(condition)                                              \
  do {                                                                \
    if (!(condition)) {                                               \
      fprintf(stderr, "host.c:%d: not so: %s\n", __LINE__, #condition); \
      exit(1);                                                        \
    }                                                                 \
  } while (0)

static nodial_checker *open_index(const char *path) {
  nodial_checker *checker = NULL;
  char message[256] = "";
  nodial_settings settings = {.size = sizeof settings, .index_paths = &path, .index_count = 1, .region = "US"};
  if (nodial_open(&settings, &checker, message, sizeof message) != NODIAL_OK) {
    fprintf(stderr, "%s\n", message);
    exit(1);
  }
  return checker;
}

static void ask(const nodial_checker *checker) {
  nodial_scratch *const scratch = nodial_scratch_new(checker);
  const uint8_t bytes[] = "+12025550101+442079460000(202) 555-0109nobody";
  const int32_t offsets[] = {0, 12, 25, 39, 45};
  nodial_outcome outcomes[4];
  uint32_t evidence[4];
  CHECK(nodial_check_strings(scratch, bytes, offsets, NULL, 0, 4, outcomes, evidence) == NODIAL_OK);
  CHECK(outcomes[0] == NODIAL_LISTED && outcomes[1] == NODIAL_LISTED);
  // With the ledger there is an objection.
  CHECK(outcomes[2] == (nodial_list_count(checker) == 3 ? NODIAL_LISTED : NODIAL_CLEAR) && outcomes[3] == NODIAL_INVALID);
  CHECK(strstr(nodial_evidence_lists(scratch, evidence[0]), "us-ftc") != NULL);
  nodial_scratch_free(scratch);
}

static atomic_int is_over;

static void *keep_asking(void *checker) {
  while (!atomic_load(&is_over)) ask(checker);
  return NULL;
}

/// Children go on with what their parent has opened, whatever its threads were doing.
static void fork_often(nodial_checker *checker) {
  atomic_store(&is_over, 0);
  pthread_t threads[2];
  for (int i = 0; i < 2; i++) CHECK(pthread_create(&threads[i], NULL, keep_asking, checker) == 0);
  for (int i = 0; i < 1500; i++) {
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
      alarm(20);
      ask(checker);
      _exit(0);
    }
    int status;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
  }
  atomic_store(&is_over, 1);
  for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
}

static sigjmp_buf back;
static atomic_int own_count;

static void handle_own(int signal) {
  (void)signal;
  atomic_fetch_add(&own_count, 1);
  siglongjmp(back, 1);
}

/// Touches a mapping whose file is gone, which is the host's own business.
static void touch_own(void) {
  char name[] = "/tmp/nodial-host-XXXXXX";
  const int file = mkstemp(name);
  CHECK(file >= 0 && ftruncate(file, 4096) == 0);
  volatile char *const own = mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0);
  CHECK(own != MAP_FAILED && ftruncate(file, 0) == 0);
  const int before = atomic_load(&own_count);
  if (sigsetjmp(back, 1) == 0) {
    (void)own[0];
    CHECK(!"a mapping without a file was read");
  }
  CHECK(atomic_load(&own_count) == before + 1);
  munmap((void *)own, 4096);
  close(file);
  unlink(name);
}

static void install_own(void) {
  struct sigaction action = {.sa_handler = handle_own};
  sigemptyset(&action.sa_mask);
  CHECK(sigaction(SIGBUS, &action, NULL) == 0);
}

static size_t entry_count(const char *path) {
  DIR *const folder = opendir(path);
  CHECK(folder != NULL);
  size_t count = 0;
  while (readdir(folder)) count++;
  closedir(folder);
  return count;
}

/// An opening starts no thread, however large the index is, so that a child may open others.
static void open_large(const char *path) {
  const size_t thread_count = entry_count("/proc/self/task");
  nodial_close(open_index(path));
  CHECK(entry_count("/proc/self/task") == thread_count);
  const pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    alarm(20);
    nodial_close(open_index(path));
    _exit(0);
  }
  int status;
  CHECK(waitpid(child, &status, 0) == child && status == 0);
}

static const uint8_t person_bytes[] = "+12025550109+12025550101";
static const int32_t person_offsets[] = {0, 12, 24};

static nodial_outcome ask_person(nodial_scratch *scratch, const char *lists) {
  // What a call does not fill in would be clear.
  nodial_outcome outcomes[2] = {NODIAL_CLEAR, NODIAL_CLEAR};
  uint32_t evidence[2];
  if (nodial_check_strings(scratch, person_bytes, person_offsets, NULL, 0, 2, outcomes, evidence) == NODIAL_OK) {
    CHECK(strncmp(nodial_evidence_lists(scratch, evidence[0]), lists, strlen(lists)) == 0);
    CHECK(outcomes[1] == NODIAL_LISTED);
  } else {
    CHECK(strlen(nodial_message(scratch)) > 0 && outcomes[1] == NODIAL_INVALID);
  }
  return outcomes[0];
}

static void ask_ledger(const char *settings_path, const char *record) {
  nodial_checker *checker = NULL;
  char message[1024] = "";
  nodial_settings settings = {.size = sizeof settings, .settings_path = settings_path, .channel = "sms"};
  CHECK(nodial_open(&settings, &checker, message, sizeof message) == NODIAL_UNOPENABLE && !checker);
  CHECK(strstr(message, "purpose") != NULL);
  settings.purpose = "offers";
  settings.audience = "dogs";
  CHECK(nodial_open(&settings, &checker, message, sizeof message) == NODIAL_INVALID_ARGUMENT && !checker);
  settings.audience = "business";
  if (nodial_open(&settings, &checker, message, sizeof message) != NODIAL_OK) {
    fprintf(stderr, "%s\n", message);
    exit(1);
  }
  nodial_scratch *const scratch = nodial_scratch_new(checker), *const other = nodial_scratch_new(checker);
  CHECK(ask_person(scratch, "consent:none") == NODIAL_UNCONSENTED);
  uint32_t former;
  nodial_outcome outcome;
  CHECK(nodial_check(other, "+12025550109", 12, &outcome, &former) == NODIAL_OK && outcome == NODIAL_UNCONSENTED);
  const size_t descriptor_count = entry_count("/proc/self/fd");
  CHECK(system(record) == 0);
  CHECK(ask_person(scratch, "ledger-objection@") == NODIAL_LISTED);
  CHECK(nodial_check(other, "+12025550109", 12, &outcome, NULL) == NODIAL_OK && outcome == NODIAL_LISTED);
  // What was said before keeps its number.
  CHECK(strcmp(nodial_evidence_lists(other, former), "consent:none") == 0);
  CHECK(nodial_evidence_code(other, former) == 'N');
  // Nothing stays open between calls, and nobody was started.
  CHECK(entry_count("/proc/self/fd") == descriptor_count && entry_count("/proc/self/task") == 3);
  fork_often(checker);
  // Without the ledger nobody is clear; when it is there again, it is asked.
  char ledger[4096], aside[4096];
  snprintf(ledger, sizeof ledger, "%.*s/consent.ledger", (int)(strrchr(settings_path, '/') - settings_path), settings_path);
  snprintf(aside, sizeof aside, "%s.aside", ledger);
  CHECK(rename(ledger, aside) == 0);
  CHECK(ask_person(scratch, "") == NODIAL_INVALID && strstr(nodial_message(scratch), "consent.ledger") != NULL);
  outcome = NODIAL_CLEAR;
  CHECK(nodial_check(other, "+12025550109", 12, &outcome, NULL) == NODIAL_UNOPENABLE && outcome == NODIAL_INVALID);
  CHECK(rename(aside, ledger) == 0);
  CHECK(ask_person(scratch, "ledger-objection@") == NODIAL_LISTED);
  nodial_scratch_free(scratch);
  nodial_scratch_free(other);
  nodial_close(checker);
}

/// Whoever was compiled with the header of 0.4.0 before there were ledgers here.
static void open_by_former_header(const char *path) {
  nodial_checker *checker = NULL;
  nodial_settings settings;
  memset(&settings, 0xFF, sizeof settings);
  memset(&settings, 0, offsetof(nodial_settings, settings_path));
  settings.size = offsetof(nodial_settings, settings_path);
  settings.index_paths = &path;
  settings.index_count = 1;
  CHECK(nodial_open(&settings, &checker, NULL, 0) == NODIAL_OK);
  nodial_close(checker);
}

int main(int count, char **arguments) {
  CHECK(count == 6);
  CHECK(entry_count("/proc/self/task") == 3);
  open_large(arguments[3]);
  open_by_former_header(arguments[1]);
  ask_ledger(arguments[4], arguments[5]);
  install_own();
  nodial_checker *const checker = open_index(arguments[1]);
  CHECK(nodial_list_count(checker) == 2);
  ask(checker);
  // The host's own faults are its own, before and behind an opening.
  touch_own();
  // Somebody installs another handler; the next opening puts ours before it.
  install_own();
  nodial_checker *const small = open_index(arguments[2]);
  nodial_scratch *const scratch = nodial_scratch_new(small);
  nodial_outcome outcome = NODIAL_CLEAR;
  CHECK(nodial_check(scratch, "+12025550101", 12, &outcome, NULL) == NODIAL_OK && outcome == NODIAL_LISTED);
  CHECK(truncate(arguments[2], 0) == 0);
  const int before = atomic_load(&own_count);
  const int32_t offsets[] = {0, 12};
  CHECK(nodial_check_strings(scratch, (const uint8_t *)"+12025550101", offsets, NULL, 0, 1, &outcome, NULL) ==
        NODIAL_CHANGED);
  CHECK(strlen(nodial_message(scratch)) > 0 && atomic_load(&own_count) == before);
  nodial_scratch_free(scratch);
  nodial_close(small);
  touch_own();
  fork_often(checker);
  nodial_close(checker);
  puts("host: all as the header says");
  return 0;
}
