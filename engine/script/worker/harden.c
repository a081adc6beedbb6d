/* The order matters: what needs the system (own size, closing descriptors, limits) comes before the filter, and
** no_new_privs before the filter because the kernel asks for it. */
#ifdef __linux__
#define _GNU_SOURCE 1 /* syscall(), for close_range */
#endif

#include "harden.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "wire.h"

/* A sanitizer reserves terabytes and talks to the kernel in its own ways: the limit on memory is left out, and the
** filter refuses instead of killing. A release has neither exception. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#define MEMORY_ROOM (64u * 1024 * 1024) /* beyond the size at start: the cap of a script and the messages */
#define CPU_S       2
#define STACK_BYTES (8u * 1024 * 1024) /* Lua's parser and error messages need more than a small stack */
#define FILES       (WIRE_WORKER_SOCKET + 1)

static bool limit(int what, rlim_t value) {
  struct rlimit now;
  if (getrlimit(what, &now) != 0) return false;
  if (now.rlim_max != RLIM_INFINITY && value > now.rlim_max) value = now.rlim_max;
  struct rlimit wanted = {value, value};
  return setrlimit(what, &wanted) == 0;
}

static bool limit_all(rlim_t own_bytes) {
  bool ok = limit(RLIMIT_CPU, CPU_S) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, FILES) &&
            limit(RLIMIT_CORE, 0) && limit(RLIMIT_STACK, STACK_BYTES);
#ifdef RLIMIT_NPROC
  ok = ok && limit(RLIMIT_NPROC, 0);
#endif
#ifdef RLIMIT_AS
  if (!SANITIZED && own_bytes > 0) ok = ok && limit(RLIMIT_AS, own_bytes + MEMORY_ROOM);
#endif
  return ok;
}

#ifdef __linux__

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCH AUDIT_ARCH_RISCV64
#endif

#ifdef ARCH

#if SANITIZED
#define REFUSE (SECCOMP_RET_ERRNO | 1)
#else
#define REFUSE SECCOMP_RET_KILL_PROCESS
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ALLOW(name)                                                                                          \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (what))
/* mmap and mprotect: allowed unless the third argument (protection) has PROT_EXEC. */
#define ALLOW_DATA(name)                                                                                     \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4), LOAD(args[2]),                                      \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1), ANSWER(REFUSE), ANSWER(SECCOMP_RET_ALLOW)

static bool filter(void) {
  static struct sock_filter program[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
    ANSWER(SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
    ALLOW(read),
    ALLOW(write),
    ALLOW(readv),
    ALLOW(writev),
    ALLOW_DATA(mmap),
    ALLOW_DATA(mprotect),
    ALLOW(munmap),
    ALLOW(mremap),
    ALLOW(brk),
    ALLOW(futex),
    ALLOW(clock_gettime),
    ALLOW(rt_sigreturn),
    ALLOW(exit_group),
#if SANITIZED
    ALLOW(madvise),
    ALLOW(sigaltstack),
    ALLOW(rt_sigprocmask),
    ALLOW(rt_sigaction),
    ALLOW(getpid),
    ALLOW(gettid),
    ALLOW(sched_yield),
#endif
    ANSWER(REFUSE),
  };
  struct sock_fprog whole = {.len = sizeof program / sizeof *program, .filter = program};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole, 0, 0) == 0;
}

#else /* a processor whose system call numbers nobody has checked: the limits have to do */

static bool filter(void) {
  return true;
}

#endif

static rlim_t own_bytes(void) {
  char text[64] = "";
  int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t n = read(file, text, sizeof text - 1);
  close(file);
  return n > 0 ? (rlim_t)strtoul(text, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE) : 0;
}

static void close_others(void) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, FILES, ~0u, 0) == 0) return;
#endif
  for (int file = FILES; file < 1024; file++) close(file);
}

/* The C library asks for random bytes at its first allocation: that is done with before the filter. */
static bool start_heap(void) {
  void *volatile first = malloc(1);
  bool ok = first != NULL;
  free(first);
  return ok;
}

bool harden_enter(void) {
  rlim_t own = own_bytes();
  bool ok = prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
            prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
  close_others();
  int niceness = nice(5); /* a courtesy to the frame loop, not a condition */
  (void)niceness;
  return ok && chdir("/") == 0 && limit_all(own) && start_heap() && filter();
}

#else

bool harden_enter(void) {
  for (int file = FILES; file < 1024; file++) close(file);
  return chdir("/") == 0 && limit_all(0);
}

#endif
