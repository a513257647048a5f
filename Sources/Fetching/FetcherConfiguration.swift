/// What a fetcher needs to know; everything else comes with each request.
public struct FetcherConfiguration: Sendable {
    /// The User-Agent field: product, version and a URL where the site's people find out who we are.
    public var userAgent: String
    /// Ranges that may be dialled although they are not public.
    public var allowedAddresses: [AddressRange]
    /// Transfers at one time; further ones wait for their turn.
    public var maximumTransfers: Int
    /// Transfers and connections to one host and port at one time. Politeness proper is the scheduler's; this is
    /// the second wall.
    public var maximumPerHost: Int
    /// Addresses for host names, in place of the resolver's. The guard judges them like any other.
    public var hostAddresses: [String: [String]]
    /// A PEM file of certificate authorities in place of the system's.
    public var certificateAuthorities: String?

    public init(
        userAgent: String, allowedAddresses: [AddressRange] = [], maximumTransfers: Int = 64,
        maximumPerHost: Int = 1, hostAddresses: [String: [String]] = [:], certificateAuthorities: String? = nil
    ) {
        self.userAgent = userAgent
        self.allowedAddresses = allowedAddresses
        self.maximumTransfers = max(1, maximumTransfers)
        self.maximumPerHost = max(1, maximumPerHost)
        self.hostAddresses = hostAddresses
        self.certificateAuthorities = certificateAuthorities
    }
}
