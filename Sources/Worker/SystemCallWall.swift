internal import CSeccomp
import Glibc

/// The wall that seccomp makes: the system calls that computing needs, and no others.
///
/// The list is what an strace of all operations over the corpora and all character sets shows (brk, mmap, munmap, mremap, futex,
/// read, write, exit_group), and what the C library needs to grow or shrink memory and to die with a message.
///
/// Anything else ends the process at once (SIGSYS). Nothing of ours ever asks for it, so a page that brings it about has taken
/// the process over: it gets no second try and no error code to learn from, and the pool sets it aside. Only the
/// questions that libraries ask by themselves and live without (is there a file, how large is the machine) are answered with
/// EPERM, since a page should not be lost to such a habit.
enum SystemCallWall {
    private static let harmless = [
        "brk", "munmap", "mremap", "madvise", "futex", "clock_gettime", "clock_getres", "gettimeofday", "time", "exit",
        "exit_group", "rt_sigreturn", "rt_sigprocmask", "restart_syscall", "sigaltstack", "getrandom", "sched_yield",
        "getpid", "gettid", "close",
    ]

    private static let refused = [
        "open", "openat", "stat", "lstat", "fstat", "newfstatat", "fstatat64", "fstat64", "statx", "access",
        "faccessat",
        "faccessat2", "readlink", "readlinkat", "getcwd", "ioctl", "fcntl", "fcntl64", "lseek", "getrlimit",
        "prlimit64", "sysinfo", "uname", "sched_getaffinity",
    ]

    /// Limits the calling thread, and all it starts. It is the last thing to do before the first job.
    /// - Returns: what remains open, as a sentence for the log; empty when nothing does.
    static func raise() throws(WorkerError) -> String {
        guard let filter = seccomp_init(SCMP_ACT_KILL_PROCESS) else {
            throw .unconfined(call: "seccomp_init", code: ENOMEM)
        }
        defer { seccomp_release(filter) }
        try check("seccomp_attr_set", seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS))
        for name in harmless { try rule(filter, SCMP_ACT_ALLOW, name) }
        for name in refused { try rule(filter, refusal, name) }
        try allowStandardDescriptors(filter)
        try allowMemoryWithoutCode(filter)
        // abort(3) signals its own thread. The process's number is that of no other as long as it lives.
        try rule(filter, SCMP_ACT_ALLOW, "tgkill", [argument(0, SCMP_CMP_EQ, UInt64(getpid()))])
        let code = -seccomp_load(filter)
        switch code {
        case 0: return ""
        case EINVAL, ENOSYS, EOPNOTSUPP: return "the kernel has no seccomp filters"
        default: throw .unconfined(call: "seccomp_load", code: code)
        }
    }

    private static func allowStandardDescriptors(_ filter: scmp_filter_ctx) throws(WorkerError) {
        let wanted = [
            ("read", STDIN_FILENO), ("write", STDOUT_FILENO), ("write", STDERR_FILENO), ("writev", STDERR_FILENO),
        ]
        for (name, descriptor) in wanted {
            try rule(filter, SCMP_ACT_ALLOW, name, [argument(0, SCMP_CMP_EQ, UInt64(descriptor))])
        }
    }

    private static func allowMemoryWithoutCode(_ filter: scmp_filter_ctx) throws(WorkerError) {
        let notExecutable = scmp_arg_cmp(
            arg: 2, op: SCMP_CMP_MASKED_EQ, datum_a: scmp_datum_t(PROT_EXEC), datum_b: 0)
        for name in ["mmap", "mmap2", "mprotect"] { try rule(filter, SCMP_ACT_ALLOW, name, [notExecutable]) }
    }

    private static func argument(_ index: UInt32, _ comparison: scmp_compare, _ value: UInt64) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: index, op: comparison, datum_a: value, datum_b: 0)
    }

    /// Call by name, since numbers differ between architectures; one that this architecture does not have needs no rule.
    private static func rule(
        _ filter: scmp_filter_ctx, _ action: UInt32, _ name: String, _ arguments: [scmp_arg_cmp] = []
    ) throws(WorkerError) {
        let number = seccomp_syscall_resolve_name(name)
        guard number >= 0 else { return }
        try check(
            "seccomp_rule_add(\(name))",
            seccomp_rule_add_array(filter, action, number, UInt32(arguments.count), arguments))
    }

    private static func check(_ call: String, _ result: Int32) throws(WorkerError) {
        if result != 0 { throw .unconfined(call: call, code: -result) }
    }

    /// SCMP_ACT_ERRNO(EPERM), a macro with an argument.
    private static let refusal = 0x0005_0000 | UInt32(EPERM)
}
