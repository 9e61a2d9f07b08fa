// Starts CUDA and then does what its argument says: a call that is not supported, or a child by fork that goes on alone. Links nothing.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    void *library = dlopen("libcuda.so.1", RTLD_NOW);
    if (!library || argc < 2) return 1;
    int (*init)(unsigned) = dlsym(library, "cuInit");
    int result = init(0);
    printf("cuInit %d\n", result);
    if (!strcmp(argv[1], "unsupported")) {
        int (*call)(int, void *) = dlsym(library, "cuCheckpointProcessLock");
        printf("call %d\n", call(0, NULL));
    } else if (!strcmp(argv[1], "fork")) {
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) _exit(0);
        waitpid(child, NULL, 0);
    } else if (!strcmp(argv[1], "wait")) {
        puts("waiting");
        fflush(stdout);
        getchar();
    }
    return 0;
}
