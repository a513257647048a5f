import JSON

/// What a running daemon says of itself, as the head of `copydesk status`.
enum DaemonHead: Sendable {
    /// Its own words, as one JSON object.
    case running(JSONValue)
    /// No daemon runs with this configuration.
    case absent
    /// One may run, but does not tell; why.
    case silent(String)

    private static let limitSeconds = 5

    static func ask(_ socket: String) -> DaemonHead {
        do throws(ControlClient.Failure) {
            let answer = try ControlClient(socket: socket, limitSeconds: limitSeconds).ask("GET", "/status.json")
            // What is no JSON is an answer too, though not of a daemon of this version.
            guard answer.status == 200, let value = try? JSONValue.parse(answer.body) else {
                return .silent("it answers \(answer.status)")
            }
            return .running(value)
        } catch {
            switch error {
            case .nobody: return .absent
            case .unreachable(let reason): return .silent(reason)
            }
        }
    }

    var value: JSONValue? {
        if case .running(let value) = self { value } else { nil }
    }

    var lines: [String] {
        switch self {
        case .running(let value):
            let facts = (value["facts"]?.array ?? []).compactMap(\.string)
            return ["copydesk \(value["version"]?.string ?? "")"] + facts.map { "  " + $0 }
        case .absent: return ["no daemon runs"]
        case .silent(let reason): return ["the daemon cannot be asked: \(reason)"]
        }
    }
}
