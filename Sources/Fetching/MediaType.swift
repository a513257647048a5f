/// A Content-Type field taken apart (RFC 9110 section 8.3.1); pure, and tolerant of what servers really send.
struct MediaType {
    /// `text/html`, in lower case; empty where the field holds none.
    let essence: String
    /// The charset parameter without quotes, as the server spelled it; nil where it is absent or empty.
    let charset: String?

    init(_ field: String) {
        let parts = field.split(separator: ";", omittingEmptySubsequences: false).map { String($0).trimmedBlanks }
        essence = (parts.first ?? "").asciiLowercase
        charset = parts.dropFirst().lazy.compactMap(Self.charset(in:)).first
    }

    private static func charset(in parameter: String) -> String? {
        let pair = parameter.split(separator: "=", maxSplits: 1).map { String($0).trimmedBlanks }
        guard pair.count == 2, pair[0].isSameToken(as: "charset") else { return nil }
        let value = String(pair[1].filter { $0 != "\"" && $0 != "'" }).trimmedBlanks
        return value.isEmpty ? nil : value
    }
}
