/*
 * Runs a native executable and finds out which of its methods are called: until a first turn has ended, and after it.
 *
 *   called-methods SYMBOLS MARK RESULT EXECUTABLE [ARGUMENT…]
 *
 * SYMBOLS is what nm prints of EXECUTABLE, whose addresses are fixed. RESULT gets a line for each method that was called, in the
 * order of the first calls: "start NAME", or "turn NAME" for a method that was also called after the one whose name begins with
 * MARK was called once.
 *
 * A debugger's breakpoint stands at the beginning of each method, and is taken away when it is reached. After MARK, all are set
 * again. Linux on x86-64 only.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

static const unsigned char BREAKPOINT = 0xCC;

struct method {
    unsigned long address;
    char *name;
    unsigned char first_byte;
    char is_set;
    char in_turns;
};

static struct method *methods;
static size_t method_count;
static size_t *called;
static size_t called_count;
static int memory;
static volatile pid_t process;

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static int by_address(const void *one, const void *other) {
    unsigned long a = ((const struct method *) one)->address;
    unsigned long b = ((const struct method *) other)->address;
    return (a > b) - (a < b);
}

static void read_symbols(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) fail(path);
    char line[4096], name[4096], type;
    unsigned long address;
    while (fgets(line, sizeof line, file)) {
        if (sscanf(line, "%lx %c %4095s", &address, &type, name) != 3 || !strchr("tT", type)) continue;
        methods = realloc(methods, (method_count + 1) * sizeof *methods);
        methods[method_count++] = (struct method) {.address = address, .name = strdup(name)};
    }
    fclose(file);
    if (!method_count) {
        fprintf(stderr, "%s has no methods: the executable has no local symbols.\n", path);
        exit(2);
    }
    qsort(methods, method_count, sizeof *methods, by_address);
    called = malloc(method_count * sizeof *called);
}

static void write_byte(unsigned long address, unsigned char byte) {
    if (pwrite(memory, &byte, 1, address) != 1) fail("a breakpoint");
}

static void set_breakpoints(void) {
    for (size_t i = 0; i < method_count; i++) {
        if (methods[i].is_set) continue;
        write_byte(methods[i].address, BREAKPOINT);
        methods[i].is_set = 1;
    }
}

static void read_first_bytes(void) {
    for (size_t i = 0; i < method_count; i++) {
        if (pread(memory, &methods[i].first_byte, 1, methods[i].address) != 1) fail(methods[i].name);
    }
}

/* A thread reached a breakpoint, perhaps one that another thread has just taken away. */
static void reached(pid_t thread, const char *mark) {
    static int in_turns;
    struct user_regs_struct registers;
    ptrace(PTRACE_GETREGS, thread, 0, &registers);
    struct method key = {.address = registers.rip - 1};
    struct method *method = bsearch(&key, methods, method_count, sizeof key, by_address);
    if (!method) return;
    registers.rip = method->address;
    ptrace(PTRACE_SETREGS, thread, 0, &registers);
    if (!method->is_set) return;
    write_byte(method->address, method->first_byte);
    method->is_set = 0;
    if (in_turns) {
        method->in_turns = 1;
    }
    called[called_count++] = method - methods;
    if (!in_turns && !strncmp(method->name, mark, strlen(mark))) {
        in_turns = 1;
        called = realloc(called, (called_count + method_count) * sizeof *called);
        set_breakpoints();
    }
}

static void write_result(const char *path) {
    FILE *file = fopen(path, "w");
    if (!file) fail(path);
    for (size_t i = 0; i < called_count; i++) {
        struct method *method = &methods[called[i]];
        if (method->name) fprintf(file, "%s %s\n", method->in_turns ? "turn" : "start", method->name);
        method->name = 0;
    }
    if (fclose(file)) fail(path);
}

static void end_process(int number) {
    if (process) kill(process, number);
}

static void start(char **command) {
    process = fork();
    if (process < 0) fail("fork");
    if (!process) {
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        execv(command[0], command);
        fail(command[0]);
    }
    int status;
    waitpid(process, &status, 0);
    if (!WIFSTOPPED(status)) exit(2);
    ptrace(PTRACE_SETOPTIONS, process, 0, PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL);
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", process);
    memory = open(path, O_RDWR);
    if (memory < 0) fail(path);
    read_first_bytes();
    set_breakpoints();
    ptrace(PTRACE_CONT, process, 0, 0);
}

/* Answers with the status of the process's end. */
static int watch(const char *mark) {
    for (;;) {
        int status;
        pid_t thread = waitpid(-1, &status, __WALL);
        if (thread < 0 && errno == EINTR) continue;
        if (thread < 0) return 2;
        if (WIFEXITED(status) && thread == process) return WEXITSTATUS(status);
        if (WIFSIGNALED(status) && thread == process) return 128 + WTERMSIG(status);
        if (!WIFSTOPPED(status)) continue;
        int number = WSTOPSIG(status);
        if (number == SIGTRAP && !(status >> 16)) reached(thread, mark);
        /* A new thread begins with SIGSTOP. */
        ptrace(PTRACE_CONT, thread, 0, number == SIGTRAP || number == SIGSTOP ? 0 : number);
    }
}

int main(int count, char **arguments) {
    if (count < 5) {
        fprintf(stderr, "usage: called-methods SYMBOLS MARK RESULT EXECUTABLE [ARGUMENT...]\n");
        return 2;
    }
    read_symbols(arguments[1]);
    signal(SIGTERM, end_process);
    signal(SIGINT, end_process);
    start(arguments + 4);
    int status = watch(arguments[2]);
    write_result(arguments[3]);
    return status;
}
