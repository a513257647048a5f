/// Paths and patterns in the one spelling in which RFC 9309 §2.2.2 compares them.
///
/// Each octet becomes a unit that says whether it stands raw or percent-encoded. Unreserved characters are always raw,
/// everything outside ASCII is always encoded. Reserved characters are the difficult ones: the RFC compares
/// `?u=https://a` and `?u=https%3A%2F%2Fa` as equal, yet `/a/b` and `/a%2Fb` are two paths. So in a URL a reserved
/// character that separates nothing is `either`: a pattern may spell it as it likes.
struct RobotsUnit: Hashable, Sendable {
    let code: UInt16

    private static let encodedBit: UInt16 = 0x100
    private static let eitherBit: UInt16 = 0x200

    static let wildcard = RobotsUnit(code: 0x400)

    private init(code: UInt16) {
        self.code = code
    }

    /// A unit as a pattern has it; nil where no pattern can.
    init?(patternCode code: UInt16) {
        guard code & ~(0xFF | Self.encodedBit) == 0 || code == Self.wildcard.code else { return nil }
        self.code = code
    }

    static func raw(_ byte: UInt8) -> RobotsUnit { RobotsUnit(code: UInt16(byte)) }
    static func encoded(_ byte: UInt8) -> RobotsUnit { RobotsUnit(code: UInt16(byte) | encodedBit) }
    static func either(_ byte: UInt8) -> RobotsUnit { RobotsUnit(code: UInt16(byte) | eitherBit) }

    var byte: UInt8 { UInt8(truncatingIfNeeded: code) }
    var isEncoded: Bool { code & Self.encodedBit != 0 }

    /// Octets it takes in writing: the measure of which rule is the most specific.
    var octets: Int { isEncoded ? 3 : 1 }

    /// Whether a unit of a URL is what this unit of a pattern asks for.
    func matches(_ other: RobotsUnit) -> Bool {
        code == other.code || (other.code & Self.eitherBit != 0 && byte == other.byte)
    }
}

enum RobotsPath {
    /// The units of a path and query as they stand in a request; a fragment is dropped.
    static func units(ofPath path: some Sequence<UInt8>) -> [RobotsUnit] {
        var isQuery = false
        let bytes = Array(path.prefix { $0 != UInt8(ascii: "#") })
        return octets(of: bytes[...]).map { octet in
            let unit = unit(of: octet)
            guard isReserved(octet.byte) else { return unit }
            if octet.byte == UInt8(ascii: "?"), !octet.isEncoded, !isQuery {
                isQuery = true
                return unit
            }
            return separates(octet.byte, inQuery: isQuery) ? unit : .either(octet.byte)
        }
    }

    /// The units of a rule's pattern, where a raw `*` is a wildcard. A `$` at the end is not part of what is passed in.
    static func units(ofPattern pattern: ArraySlice<UInt8>) -> [RobotsUnit] {
        octets(of: pattern).map { $0.byte == UInt8(ascii: "*") && !$0.isEncoded ? .wildcard : unit(of: $0) }
    }

    /// The path and query of whatever names a page: an absolute URL, a URL without scheme (`//host/path`, `host/path`)
    /// or a path. Without a path it is "/".
    static func pathAndQuery(ofURL url: some Sequence<UInt8>) -> ArraySlice<UInt8> {
        let bytes = ASCII.trimmed(Array(url)[...]).prefix { $0 != UInt8(ascii: "#") }
        let slash = UInt8(ascii: "/")
        var rest = bytes
        if let colon = bytes.firstIndex(where: { !isSchemeByte($0) }), bytes[colon...].starts(with: "://".utf8) {
            rest = bytes[(colon + 3)...]
        } else if bytes.starts(with: [slash, slash]) {
            rest = bytes.dropFirst(2)
        } else if bytes.first == slash {
            return bytes
        }
        let path = rest.drop { $0 != slash && $0 != UInt8(ascii: "?") }
        return path.first == slash ? path : [slash] + path
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || "+-.".utf8.contains(byte)
    }
}

extension RobotsPath {
    private struct Octet {
        let byte: UInt8
        let isEncoded: Bool
    }

    /// Reads `%XX`; a `%` without two hexadecimal digits stands for itself.
    private static func octets(of bytes: ArraySlice<UInt8>) -> [Octet] {
        var octets: [Octet] = []
        octets.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
                let high = ASCII.hexValue(bytes[index + 1]), let low = ASCII.hexValue(bytes[index + 2])
            {
                octets.append(Octet(byte: high << 4 | low, isEncoded: true))
                index += 3
            } else {
                octets.append(Octet(byte: bytes[index], isEncoded: false))
                index += 1
            }
        }
        return octets
    }

    private static func unit(of octet: Octet) -> RobotsUnit {
        if isUnreserved(octet.byte) { return .raw(octet.byte) }
        if isReserved(octet.byte) || octet.byte == UInt8(ascii: "%") {
            return octet.isEncoded ? .encoded(octet.byte) : .raw(octet.byte)
        }
        return .encoded(octet.byte)
    }

    /// RFC 3986 §2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || "-._~".utf8.contains(byte)
    }

    /// RFC 3986 §2.2.
    private static func isReserved(_ byte: UInt8) -> Bool {
        ":/?#[]@!$&'()*+,;=".utf8.contains(byte)
    }

    /// Where raw and encoded mean two things: "/" and "?" in a path, "&", "=" and "+" in a query, "#" everywhere.
    private static func separates(_ byte: UInt8, inQuery: Bool) -> Bool {
        (inQuery ? "&=+#" : "/?#").utf8.contains(byte)
    }
}
