/// Where a source has moved to, as its server keeps saying.
///
/// A permanent redirect (301, 308) that the same target stands behind in three polls in a row is believed: from then on that
/// target is polled, and the redirect is not asked for any more. What is found through a temporary one (302, 303, 307)
/// never is.
public struct SourceMove: Hashable, Sendable {
    /// The address that is polled in place of the configured one.
    public var adopted: String?
    /// The target that the latest polls agreed on.
    public var candidate: String?
    /// In how many polls in a row.
    public var agreeing: Int

    /// So many polls in a row have to lead to one address.
    public static let agreeingPolls = 3
    /// After so many failures in a row the configured address gets another chance.
    public static let failuresAllowed = 5

    public init(adopted: String? = nil, candidate: String? = nil, agreeing: Int = 0) {
        self.adopted = adopted
        self.candidate = candidate
        self.agreeing = agreeing
    }

    /// What is to be believed after a poll that brought the source.
    /// - Parameter redirects: on the way there, in order.
    public func after(_ redirects: [(status: Int, to: String)]) -> SourceMove {
        let permanent = redirects.prefix { $0.status == 301 || $0.status == 308 }
        guard let target = permanent.last?.to else { return SourceMove(adopted: adopted) }
        let count = target == candidate ? agreeing + 1 : 1
        return count >= Self.agreeingPolls
            ? SourceMove(adopted: target) : SourceMove(adopted: adopted, candidate: target, agreeing: count)
    }

    /// What is to be believed after so many failed polls in a row.
    public func afterFailures(_ failures: Int) -> SourceMove {
        failures >= Self.failuresAllowed ? SourceMove() : SourceMove(adopted: adopted)
    }
}
