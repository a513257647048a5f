/// Whoever politeness is owed to: a host name, a registrable domain or an address, as the caller groups them.
public struct HostKey: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let name: String

    /// - Parameter name: already normalised (lower case, IDNA); two spellings are two hosts.
    public init(_ name: String) {
        self.name = name
    }

    public init(stringLiteral name: String) {
        self.name = name
    }

    public var description: String { name }

    var nameWithoutPort: Substring {
        guard let colon = name.lastIndex(of: ":"), name[name.index(after: colon)...].utf8.allSatisfy(ASCII.isDigit)
        else { return name[...] }
        return name[..<colon]
    }
}

/// One request that is to be made. The frontier knows when and to whom, not what; the caller keeps the URL by `id`.
public struct FrontierTask: Hashable, Sendable {
    /// What is asked for.
    public enum Kind: UInt8, Hashable, Sendable {
        case robots, poll, article
    }

    /// Chosen by the caller and unique over all kinds.
    public let id: Int64
    public let host: HostKey
    public let kind: Kind
    /// Among the tasks of one host that are due, the larger goes first.
    public let priority: Int32
    /// Never started earlier. `.distantPast` means at once.
    public let notBefore: Instant

    public init(id: Int64, host: HostKey, kind: Kind, priority: Int32 = 0, notBefore: Instant = .distantPast) {
        self.id = id
        self.host = host
        self.kind = kind
        self.priority = priority
        self.notBefore = notBefore
    }
}

/// What to do now.
public enum FrontierStep: Hashable, Sendable {
    /// Start this transfer. It counts as running until `finished` is called with its id.
    case start(FrontierTask)
    /// Nothing may start before this moment, unless something is added or finishes.
    case wait(until: Instant)
    /// There is nothing to wait for: no task waits, or only behind running transfers of its own host.
    case idle
    /// As many transfers run as the policy allows; `finished` makes room.
    case full
}
