// A host of libnodial.so.0 in C, as others would write one: `host INDEX SMALL` asks an index of +12025550101 and
// +442079460000, and SMALL, a copy of it that is cut while it is open. Ends with 0 if all is as the header says.
#define _GNU_SOURCE
#include "nodial.h"

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
  CHECK(outcomes[2] == NODIAL_CLEAR && outcomes[3] == NODIAL_INVALID);
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
  pthread_t threads[2];
  for (int i = 0; i < 2; i++) CHECK(pthread_create(&threads[i], NULL, keep_asking, checker) == 0);
  for (int i = 0; i < 400; i++) {
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

int main(int count, char **arguments) {
  CHECK(count == 3);
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
