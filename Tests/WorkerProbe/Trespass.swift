import CSystem
import Glibc

/// Something a worker must not be able to do, and tries.
enum Trespass: String, CaseIterable {
    case openForReading, openForWriting, openFolder, openBelowFolder, state, access, readLink
    case remove, rename, makeFolder, changeMode, truncate, changeFolder
    case socket, connect, bind, pipe, duplicate, otherDescriptor
    case fork, clone, clone3, thread, execute, spawn
    case kill, killParent, trace, readOthersMemory, seeOthersDescriptor
    case executableMemory, makeExecutable, anonymousFile
    case raiseLimit, changeFilter, changeUser, inputOutputRing, namespace

    /// What the system said to it; `done` when it let it pass.
    func outcome() -> String {
        errno = 0
        let result = commit()
        return result < 0 ? "refused \(errno)" : "done"
    }

    private func commit() -> Int {
        switch self {
        case .openForReading, .openForWriting, .openFolder, .openBelowFolder, .state, .access, .readLink: lookAtFiles()
        case .remove, .rename, .makeFolder, .changeMode, .truncate, .changeFolder: changeFiles()
        case .socket, .connect, .bind, .pipe, .duplicate, .otherDescriptor: reachOut()
        case .fork, .clone, .clone3, .thread, .execute, .spawn: multiply()
        case .kill, .killParent, .trace, .readOthersMemory, .seeOthersDescriptor: touchOthers()
        case .executableMemory, .makeExecutable, .anonymousFile: bringCode()
        case .raiseLimit, .changeFilter, .changeUser, .inputOutputRing, .namespace: shedLimits()
        }
    }

    private func lookAtFiles() -> Int {
        var status = Glibc.stat()
        var buffer = [CChar](repeating: 0, count: 64)
        return switch self {
        case .openForReading: Int(open("/etc/passwd", O_RDONLY))
        case .openForWriting: Int(open("/tmp/copydesk-trespass", O_CREAT | O_WRONLY, 0o600))
        case .openFolder: Int(open("/", O_RDONLY | O_DIRECTORY))
        case .openBelowFolder: Int(openat(STDIN_FILENO, "passwd", O_RDONLY))
        case .state: Int(stat("/etc/passwd", &status))
        case .access: Int(Glibc.access("/etc/passwd", R_OK))
        default: readlink("/proc/self/exe", &buffer, buffer.count)
        }
    }

    private func changeFiles() -> Int {
        let path = "/tmp/copydesk-trespass"
        return switch self {
        case .remove: Int(unlink(path))
        case .rename: Int(Glibc.rename(path, path + "-2"))
        case .makeFolder: Int(mkdir(path, 0o700))
        case .changeMode: Int(chmod(path, 0o777))
        case .truncate: Int(Glibc.truncate(path, 0))
        default: Int(chdir("/"))
        }
    }

    private func reachOut() -> Int {
        var address = sockaddr(sa_family: sa_family_t(AF_INET), sa_data: (0, 9, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0))
        let length = socklen_t(MemoryLayout.size(ofValue: address))
        var byte: UInt8 = 0
        return switch self {
        case .socket: Int(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        case .connect: Int(Glibc.connect(STDIN_FILENO, &address, length))
        case .bind: Int(Glibc.bind(STDIN_FILENO, &address, length))
        case .pipe: call(SYS_pipe2, 0, 0)
        case .duplicate: Int(dup(STDIN_FILENO))
        default: read(STDERR_FILENO, &byte, 1)
        }
    }

    private func multiply() -> Int {
        var thread = pthread_t()
        var process = pid_t()
        var arguments: [UnsafeMutablePointer<CChar>?] = [nil]
        return switch self {
        case .fork: Int(named("fork", as: (@convention(c) () -> pid_t).self)())
        case .clone: call(SYS_clone, Int(SIGCHLD), 0)
        case .clone3: call(SYS_clone3, 0, 0)
        case .thread: Int(pthread_create(&thread, nil, { _ in nil }, nil)) == 0 ? 0 : -1
        case .execute: Int(execv("/bin/true", &arguments))
        default: Int(posix_spawn(&process, "/bin/true", nil, nil, &arguments, &arguments)) == 0 ? 0 : -1
        }
    }

    private func touchOthers() -> Int {
        switch self {
        case .kill: Int(Glibc.kill(getpid(), SIGKILL))
        case .killParent: call(SYS_tgkill, 1, 1, 0)
        case .trace: call(SYS_ptrace, 0, 0)
        case .readOthersMemory: call(SYS_process_vm_readv, 1, 0)
        default: call(SYS_pidfd_open, 1, 0)
        }
    }

    private func bringCode() -> Int {
        let size = 4096
        switch self {
        case .executableMemory:
            let place = mmap(nil, size, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
            return place == MAP_FAILED ? -1 : 0
        case .makeExecutable:
            let place = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
            return Int(mprotect(place, size, PROT_READ | PROT_EXEC))
        default:
            return call(SYS_memfd_create, 0, 0)
        }
    }

    private func shedLimits() -> Int {
        switch self {
        case .raiseLimit:
            var limit = rlimit(rlim_cur: 100, rlim_max: 100)
            return Int(setrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit))
        case .changeFilter: return call(SYS_seccomp, 1, 0)
        case .changeUser: return Int(setuid(0))
        case .inputOutputRing: return call(SYS_io_uring_setup, 1, 0)
        default: return Int(named("unshare", as: (@convention(c) (Int32) -> Int32).self)(0x1000_0000))
        }
    }

    /// syscall(2) is variadic, and its arguments are whole registers, with two of which and three zeros each call is answered.
    private func call(_ number: Int32, _ first: Int, _ second: Int, _ third: Int = 0) -> Int {
        typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int) -> Int
        return named("syscall", as: Call.self)(Int(number), first, second, third, 0, 0)
    }

    /// What Swift hides because it is not safe.
    private func named<Function>(_ name: String, as type: Function.Type) -> Function {
        unsafeBitCast(dlsym(nil, name), to: type)
    }
}
