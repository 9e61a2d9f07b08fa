// Executes argv[1] by the system call itself, with an empty environment: nothing of the C library sees it, as in a Go program.
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    char *environment[] = {NULL};
    syscall(SYS_execve, argv[1], argv + 1, environment);
    perror(argv[1]);
    return 1;
}
