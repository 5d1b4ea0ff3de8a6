// How many programs a second this machine starts when nothing else is done: PROCESSES of them start
// and await /bin/true, TASKS in all. Prints tasks a second.
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec + at.tv_nsec / 1e9;
}

int main(int count, char **words) {
  if (count != 3) return 2;
  int tasks = atoi(words[1]), processes = atoi(words[2]);
  char *arguments[] = {"/bin/true", NULL};
  double began = now();
  for (int process = 0; process < processes; process++) {
    if (fork() != 0) continue;
    for (int task = 0; task < tasks / processes; task++) {
      pid_t started;
      if (posix_spawn(&started, arguments[0], NULL, NULL, arguments, environ) != 0) _exit(1);
      waitpid(started, NULL, 0);
    }
    _exit(0);
  }
  while (wait(NULL) > 0);
  printf("%.1f\n", tasks / (now() - began));
  return 0;
}
