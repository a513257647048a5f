#ifndef COPYDESK_CSYSTEM_SHIM_H
#define COPYDESK_CSYSTEM_SHIM_H

/* What Swift's Glibc module leaves out. */
#include <malloc.h>
#include <sys/epoll.h>

// Worker: process descriptors, and what Swift cannot call because it is variadic or declared for _GNU_SOURCE only.
// (Swift sees the C library's headers as modules built without that macro, so defining it here has no effect.)
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

// prctl(2) is variadic.
static inline int copydesk_die_with_parent(void) {
    return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
}

// prctl(2) is variadic.
static inline int copydesk_set_no_new_privileges(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

// setrlimit(2) takes an enum or an int, depending on the macro. Soft and hard limit alike, so that it is final.
static inline int copydesk_limit_resource(int resource, rlim_t value) {
    struct rlimit limit = {value, value};
    return setrlimit(resource, &limit);
}

// prlimit(2) is declared for _GNU_SOURCE only. Moves the soft limit alone, since nobody may raise a hard one again.
static inline int copydesk_limit_cpu_seconds(pid_t process, rlim_t seconds) {
    struct rlimit limit;
    if (syscall(SYS_prlimit64, process, RLIMIT_CPU, 0, &limit) != 0) return -1;
    limit.rlim_cur = seconds < limit.rlim_max ? seconds : limit.rlim_max;
    return (int)syscall(SYS_prlimit64, process, RLIMIT_CPU, &limit, 0);
}

// The same for this process, which sets it before it is put under a pool's eye.
static inline int copydesk_limit_own_cpu_seconds(rlim_t seconds) {
    return copydesk_limit_cpu_seconds(0, seconds);
}

// Landlock has no functions in the C library (landlock_create_ruleset(2), landlock_restrict_self(2)), and Debian 12's
// headers know fewer rights than newer kernels. The numbers are the same on all architectures.
struct copydesk_landlock_rights {
    unsigned long long file_system;
    unsigned long long network;
    unsigned long long scopes;
};

// The newest version of the interface this kernel offers, from 1 on.
static inline int copydesk_landlock_version(void) {
    return (int)syscall(444, (void *)0, (size_t)0, 1U);
}

// The size tells the kernel how much of the structure is meant; one that knows less refuses rights it does not know.
static inline int copydesk_landlock_create(const struct copydesk_landlock_rights *denied, size_t size) {
    return (int)syscall(444, denied, size, 0U);
}

static inline int copydesk_landlock_enter(int rules) {
    return (int)syscall(446, rules, 0U);
}

// In glibc since 2.34 (closefrom) or longer, but not declared to Swift.
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
extern void closefrom(int from);
extern int pipe2(int descriptors[2], int flags);
extern int memfd_create(const char *name, unsigned int flags);
extern int pthread_setname_np(pthread_t thread, const char *name);

/* Delivery: renameat2(2) is declared for _GNU_SOURCE only. The flag 1 is RENAME_NOREPLACE. */
#include <sys/syscall.h>
#include <unistd.h>

static inline int copydesk_rename_noreplace(int from_directory, const char *from, int to_directory, const char *to) {
    return (int)syscall(SYS_renameat2, from_directory, from, to_directory, to, 1U);
}

// sync_file_range(2) is declared for _GNU_SOURCE only. Starts to write a file's bytes and does not wait for it.
static inline int copydesk_begin_writing(int file) {
    return (int)syscall(SYS_sync_file_range, file, (off_t)0, (off_t)0, 2 /* SYNC_FILE_RANGE_WRITE */);
}

// Daemon: columns of a character on a terminal; wcwidth(3) is declared for X/Open only.
int wcwidth(__WCHAR_TYPE__ character);

#endif
