/// Paths: merging and removing dot segments (RFC 3986, 5.2.3 and 5.2.4).
enum URLPath {
    /// Percent-encodes and removes dot segments; a web path is never empty.
    static func normalised(_ path: ArraySlice<UInt8>, isWeb: Bool) -> String {
        guard !path.isEmpty else { return isWeb ? "/" : "" }
        var kept: [ArraySlice<UInt8>] = []
        let segments = (path.first == 0x2F ? path.dropFirst() : path)
            .split(separator: 0x2F, omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch dots(segment) {
            case 2:
                _ = kept.popLast()
                if isLast { kept.append([]) }
            case 1:
                if isLast { kept.append([]) }
            default:
                kept.append(segment)
            }
        }
        return kept.reduce(into: "") { $0 += "/" + PercentEncoding.path.encoded($1) }
    }

    /// The base's path up to its last slash, then the reference's.
    static func merged(_ path: ArraySlice<UInt8>, onto base: String) -> [UInt8] {
        let bytes = Array(base.utf8)
        guard let slash = bytes.lastIndex(of: 0x2F) else { return [0x2F] + path }
        return Array(bytes[...slash]) + path
    }

    /// 1 for ".", 2 for "..", also where a dot is written %2e; else 0.
    private static func dots(_ segment: ArraySlice<UInt8>) -> Int {
        guard segment.count <= 6, !segment.isEmpty else { return 0 }
        var rest = segment
        var count = 0
        while let first = rest.first {
            if first == UInt8(ascii: ".") {
                rest = rest.dropFirst()
            } else if rest.count >= 3, rest.starts(with: "%2e".utf8) || rest.starts(with: "%2E".utf8) {
                rest = rest.dropFirst(3)
            } else {
                return 0
            }
            count += 1
        }
        return count <= 2 ? count : 0
    }
}
