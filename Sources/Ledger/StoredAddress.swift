/// How an article's address stands in its row: mostly it is the key but for what stands before the host, and a million addresses
/// in full are a tenth of the ledger.
enum StoredAddress {
    /// Nil where it is the key. A blank at the end, which no address has, stands for what follows `://` in the key.
    static func column(_ url: String, key: String) -> String? {
        if url == key { return nil }
        guard let rest = rest(of: key), !rest.isEmpty, url.hasSuffix(rest) else { return url }
        return String(url.dropLast(rest.count)) + " "
    }

    static func url(_ column: String?, key: String) -> String {
        guard let column else { return key }
        guard column.hasSuffix(" "), let rest = rest(of: key) else { return column }
        return String(column.dropLast()) + rest
    }

    private static func rest(of key: String) -> Substring? {
        key.firstRange(of: "://").map { key[$0.upperBound...] }
    }
}
