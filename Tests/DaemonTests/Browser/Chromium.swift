import Foundation
import Glibc
import JSON
import Synchronization

/// Debian's chromium without a window, driven over a pipe in the DevTools protocol: JSON messages with a NUL behind each
/// (https://chromedevtools.github.io/devtools-protocol/). It ends with the value.
final class Chromium: Sendable {
    static let path = "/usr/bin/chromium"
    static var isInstalled: Bool { access(path, X_OK) == 0 }

    /// Something that the browser told of itself.
    struct Event: Sendable {
        var method: String
        var params: JSONValue
        var session: String?
    }

    private struct State {
        var lastID = 0
        var waiting: [Int: CheckedContinuation<JSONValue, any Error>] = [:]
        var events: [Event] = []
    }

    private struct Child: @unchecked Sendable {  // After the start only its process is asked, which Foundation guards.
        let process = Process()
        let commands = Pipe()
        let answers = Pipe()
        let folder: ScratchDirectory
    }

    private let child: Child
    private let state = Mutex(State())

    /// An answer takes milliseconds; a loaded machine takes its time to start a browser.
    private static let limit = DispatchTimeInterval.seconds(120)

    init() throws {
        child = Child(folder: try ScratchDirectory())
        child.process.executableURL = URL(filePath: "/bin/sh")
        // The protocol's pipe is descriptors 3 and 4.
        child.process.arguments = [
            "-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>\(child.folder.path)/errors", Self.path,
            "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-extensions", "--hide-scrollbars", "--no-proxy-server",
            "--user-data-dir=\(child.folder.path)/profile",
        ]
        var environment = ProcessInfo.processInfo.environment
        environment["HOME"] = child.folder.path
        // What a sanitizer's run loads is not for a browser.
        environment["LD_PRELOAD"] = nil
        child.process.environment = environment
        child.process.standardInput = child.commands
        child.process.standardOutput = child.answers
        try child.process.run()
        // Only the child has these ends now, so that its end is seen.
        try child.commands.fileHandleForReading.close()
        try child.answers.fileHandleForWriting.close()
        let descriptor = child.answers.fileHandleForReading.fileDescriptor
        let reader = Thread { [weak self] in Self.read(descriptor) { self?.take($0) } }
        reader.start()
    }

    deinit {
        kill(child.process.processIdentifier, SIGKILL)
        child.process.waitUntilExit()
    }

    /// Asks for something and waits for the answer.
    func ask(
        _ method: String, _ params: KeyValuePairs<String, JSONValue> = [:], session: String? = nil
    ) async throws -> JSONValue {
        try await withCheckedThrowingContinuation { continuation in
            let id = state.withLock { state in
                state.lastID += 1
                state.waiting[state.lastID] = continuation
                return state.lastID
            }
            var json = JSONWriter()
            json.beginObject()
            json.key("id")
            json.integer(id)
            json.member("method", method)
            json.member("sessionId", session)
            json.key("params")
            json.value(.object(params.map { JSONMember(key: $0.key, value: $0.value) }))
            json.endObject()
            write(json.bytes + [0])
            DispatchQueue.global().asyncAfter(deadline: .now() + Self.limit) { [weak self] in
                self?.end(id, .failure(TestDeadline(what: "\(method) in the browser")))
            }
        }
    }

    /// What a session has told so far.
    func events(of session: String) -> [Event] { state.withLock { $0.events.filter { $0.session == session } } }

    /// What chromium wrote on standard error, for failures.
    var errors: String {
        // Where there is none, there is nothing to tell.
        (try? String(contentsOfFile: child.folder.path + "/errors", encoding: .utf8)) ?? ""
    }

    private func write(_ bytes: [UInt8]) {
        let descriptor = child.commands.fileHandleForWriting.fileDescriptor
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            // A browser that is gone answers nothing, which the deadline tells.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private func end(_ id: Int, _ result: Result<JSONValue, any Error>) {
        state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(with: result)
    }

    private func take(_ message: [UInt8]) {
        guard let json = try? JSONValue.parse(message) else { return }
        if let id = json["id"]?.number.flatMap({ Int(exactly: $0) }) {
            if let error = json["error"]?["message"]?.string {
                end(id, .failure(TestDeadline(what: "the browser: \(error)")))
            } else {
                end(id, .success(json["result"] ?? .null))
            }
        } else if let method = json["method"]?.string {
            let event = Event(method: method, params: json["params"] ?? .null, session: json["sessionId"]?.string)
            state.withLock { $0.events.append(event) }
        }
    }

    /// Reads messages until the browser is gone.
    private static func read(_ descriptor: Int32, _ take: ([UInt8]) -> Void) {
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                return
            }
            pending += buffer[..<count]
            while let end = pending.firstIndex(of: 0) {
                take(Array(pending[..<end]))
                pending.removeSubrange(...end)
            }
        }
    }
}
