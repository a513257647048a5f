import Glibc

/// A block of IP addresses in CIDR notation (RFC 4632, RFC 4291), such as `10.0.0.0/8` or `::1/128`.
public struct AddressRange: Equatable, Sendable, CustomStringConvertible {
    /// The first address in network order: 4 bytes for IPv4, 16 for IPv6. Bits beyond the prefix are zero.
    public let address: [UInt8]
    /// How many leading bits count: 0 to 32 or to 128.
    public let prefixLength: Int

    /// Reads `address/prefix`, or a single address; `nil` for what is neither. Bits beyond the prefix are cleared.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bytes = Self.addressBytes(String(parts[0])) else { return nil }
        var length = bytes.count * 8
        if parts.count == 2 {
            let digits = parts[1]
            guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let given = Int(digits), given <= length else {
                return nil
            }
            length = given
        }
        prefixLength = length
        address = bytes.enumerated().map { index, byte in
            let kept = min(max(length - index * 8, 0), 8)
            return byte & UInt8(truncatingIfNeeded: 0xFF00 >> kept)
        }
    }

    /// Whether an address of the same family, 4 or 16 bytes in network order, lies within.
    public func contains(_ other: [UInt8]) -> Bool {
        guard other.count == address.count else { return false }
        return address.indices.allSatisfy { index in
            let kept = min(max(prefixLength - index * 8, 0), 8)
            return other[index] & UInt8(truncatingIfNeeded: 0xFF00 >> kept) == address[index]
        }
    }

    /// Canonical CIDR notation, always with the prefix.
    public var description: String {
        let family = address.count == 4 ? AF_INET : AF_INET6
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(family, address, &buffer, socklen_t(buffer.count)) != nil else { return "" }
        let text = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return "\(text)/\(prefixLength)"
    }

    private static func addressBytes(_ text: String) -> [UInt8]? {
        guard !text.utf8.contains(0) else { return nil }
        var four = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &four) == 1 { return four }
        var sixteen = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET6, text, &sixteen) == 1 ? sixteen : nil
    }
}
