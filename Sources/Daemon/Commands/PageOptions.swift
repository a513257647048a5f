import Worker

/// What the operator decided about cleaning pages: by the configuration in the daemon, by options on the command line.
public struct PageOptions: Sendable {
    public var favor = Configuration.Favor.balanced

    public init() {}

    init(_ configuration: Configuration) {
        favor = configuration.extraction.favor
    }
}

extension Job {
    /// Tells the worker what the operator decided for the page at the job's address, which is set before.
    mutating func apply(_ options: PageOptions) {
        guard operation == .extract || operation == .explain else { return }
        if options.favor != .balanced { self["favor"] = options.favor.rawValue }
    }
}
