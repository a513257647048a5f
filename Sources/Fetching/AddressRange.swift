/// A block of IPv4 or IPv6 addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3).
public struct AddressRange: Sendable, Hashable {
    let network: IPAddress
    /// How many leading bits of `network` count: 0…32 or 0…128.
    public let prefixLength: Int

    /// Reads `10.0.0.0/8`, `fc00::/7` or a single address, which is a range of one.
    ///
    /// Returns nil for anything else, also where bits beyond the prefix are set (`10.0.0.1/8`): such a line in a
    /// configuration is more likely a slip than an intention.
    public init?(_ text: String) {
        guard let range = Self.enclosing(text),
            Self.masked(range.address, to: range.prefixLength) == range.address.bytes
        else { return nil }
        self = AddressRange(network: range.address, prefixLength: range.prefixLength)
    }

    /// The range that a text with bits beyond its prefix lies in, to suggest it; nil when the text is no range at all.
    public static func suggestion(for text: String) -> AddressRange? {
        guard let range = enclosing(text) else { return nil }
        let masked = masked(range.address, to: range.prefixLength)
        return IPAddress(bytes: masked).map { AddressRange(network: $0, prefixLength: range.prefixLength) }
    }

    private init(network: IPAddress, prefixLength: Int) {
        self.network = network
        self.prefixLength = prefixLength
    }

    private static func enclosing(_ text: String) -> (address: IPAddress, prefixLength: Int)? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ IPAddress(String($0)) }) else { return nil }
        let bits = address.bytes.count * 8
        guard parts.count == 2 else { return (address, bits) }
        guard let length = prefixLength(parts[1]), length <= bits else { return nil }
        return (address, length)
    }

    /// Whether the address lies in the range. Families never mix: unwrap an IPv4-mapped address first.
    func contains(_ address: IPAddress) -> Bool {
        address.bytes.count == network.bytes.count && Self.masked(address, to: prefixLength) == network.bytes
    }

    /// A decimal number without sign or blanks.
    private static func prefixLength(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func masked(_ address: IPAddress, to prefixLength: Int) -> [UInt8] {
        address.bytes.enumerated().map { index, byte in
            let kept = min(max(prefixLength - index * 8, 0), 8)
            return byte & ~UInt8(truncatingIfNeeded: 0xff >> kept)
        }
    }
}

extension AddressRange: CustomStringConvertible {
    public var description: String { "\(network)/\(prefixLength)" }
}
