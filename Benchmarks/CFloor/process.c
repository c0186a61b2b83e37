#define _GNU_SOURCE
#include "CFloor.h"
#include <fcntl.h>
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

int tessera_run(const char *words, int64_t *nanoseconds, long *peak_kib) {
    char *arguments[64], *rest = NULL, *text = strdup(words);
    int count = 0, status = 0;
    for (char *word = strtok_r(text, "\n", &rest); word && count < 63;
         word = strtok_r(NULL, "\n", &rest))
        arguments[count++] = word;
    arguments[count] = NULL;
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
