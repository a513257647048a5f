import Glibc
import Worker

func misbehave(_ job: Job) -> Reply {
    switch job["do"] {
    case nil: Reply(id: job.id, body: job.body)
    case "refuse": Reply.refused(job, code: "not-wanted", message: "said so")
    case "pid": Reply(id: job.id, body: Array("\(getpid())".utf8))
    case "environment": Reply(id: job.id, body: Array(environmentNames().utf8))
    case "large": Reply(id: job.id, body: [UInt8](repeating: 0x78, count: 20 << 20))
    case "too-large": Reply(id: job.id, body: [UInt8](repeating: 0x78, count: Frame.payloadLimitBytes + 1))
    case "wrong-id": say(frame(id: job.id &+ 1), then: { hang() })
    case "answer-twice": say(frame(id: job.id), then: { Reply(id: job.id) })
    case "garbage": say(Array("HTTP/1.1 200 OK\r\n\r\n".utf8), then: { hang() })
    case "partial": say(Array(frame(id: job.id).dropLast()), then: { hang() })
    case "mutter": mutter(bytes: 100_000, then: { Reply(id: job.id) })
    case "flood": mutter(bytes: .max, then: { hang() })
    case let way?: Trespass(rawValue: way).map { Reply(id: job.id, body: Array($0.outcome().utf8)) } ?? end(way)
    }
}

/// Ways after which there is no reply.
private func end(_ way: String) -> Reply {
    switch way {
    case "spin": spin()
    case "block": hang()
    case "segfault":
        raise(SIGSEGV)
    case "abort": abort()
    case "trap": preconditionFailure("the page is \u{1B}[31mred")
    case "exit": exit(3)
    case "allocate": allocate()
    case "close-output":
        close(STDOUT_FILENO)
        hang()
    case "interrupt":
        raise(SIGINT)
        raise(SIGTERM)
        return Reply(id: 0, body: Array("alive".utf8))
    default: break
    }
    exit(99)
}

private func spin() -> Never {
    var sum: UInt64 = 0
    while true { sum &+= UInt64(bitPattern: Int64(clock())) }
}

/// Waits for a lock that it holds itself, which needs no system call that a worker may not use.
private func hang() -> Never {
    var lock = pthread_mutex_t()
    pthread_mutex_init(&lock, nil)
    while true { pthread_mutex_lock(&lock) }
}

private func allocate() -> Never {
    var pieces: [[UInt8]] = []
    while true { pieces.append([UInt8](repeating: UInt8(truncatingIfNeeded: pieces.count), count: 8 << 20)) }
}

private func frame(id: UInt32) -> [UInt8] {
    (try? Reply(id: id).frame()) ?? []  // So small a frame is always sendable.
}

private func say(_ bytes: [UInt8], then next: () -> Reply) -> Reply {
    write(STDOUT_FILENO, bytes, bytes.count)
    return next()
}

private func mutter(bytes: Int, then next: () -> Reply) -> Reply {
    let line = Array((String(repeating: "la ", count: 333) + "\n").utf8)
    var left = bytes
    while left > 0 { left -= write(STDERR_FILENO, line, line.count) }
    return next()
}

private func environmentNames() -> String {
    var names: [String] = []
    var entry = environ
    while let text = entry.pointee {
        names.append(String(String(cString: text).prefix { $0 != "=" }))
        entry += 1
    }
    return names.sorted().joined(separator: " ")
}
