#define _GNU_SOURCE
#include "CFloor.h"
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int split(char *text, char *arguments[64]) {
    char *rest = NULL;
    int count = 0;
    for (char *word = strtok_r(text, "\n", &rest); word && count < 63;
         word = strtok_r(NULL, "\n", &rest))
        arguments[count++] = word;
    arguments[count] = NULL;
    return count;
}

int tessera_run(const char *words, int64_t *nanoseconds, long *peak_kib) {
    char *arguments[64], *text = strdup(words);
    int status = 0;
    split(text, arguments);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    struct rusage usage;
    pid_t child;
    int64_t begin = now();
    int done = posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ) == 0
        && wait4(child, &status, 0, &usage) == child && WIFEXITED(status);
    *nanoseconds = now() - begin;
    *peak_kib = done ? usage.ru_maxrss : 0;
    posix_spawn_file_actions_destroy(&actions);
    free(text);
    return done ? WEXITSTATUS(status) : -1;
}

int tessera_start(const char *words, const char *log) {
    char *arguments[64], *text = strdup(words);
    split(text, arguments);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    // A thread of a pool blocks every signal: whom it starts would never hear that it is to end.
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attributes, &none);
    pid_t child;
    if (posix_spawnp(&child, arguments[0], &actions, &attributes, arguments, environ) != 0)
        child = -1;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    free(text);
    return child;
}

void tessera_end(int process) {
    struct timespec moment = {0, 10 * 1000 * 1000};
    kill(process, SIGTERM);
    for (int turn = 0; turn < 500; turn++) {
        if (waitpid(process, NULL, WNOHANG) != 0) return;
        nanosleep(&moment, NULL);
    }
    kill(process, SIGKILL);
    waitpid(process, NULL, 0);
}
