/// Text as valid UTF-8, and how its character set was found.
public struct DecodedText: Sendable, Equatable {
    /// What spoke for the character set.
    public enum Evidence: String, Sendable {
        case byteOrderMark, utf8Validity, declaredByTransport, declaredInPage, nulPattern, fallback
    }

    /// Valid UTF-8 without byte order mark and without NUL.
    public let bytes: [UInt8]
    /// The Encoding Standard's name of the character set, in lower case.
    public let charset: String
    public let evidence: Evidence
    /// How many sequences could not be read; each is one U+FFFD in `bytes`.
    public let replacements: Int

    /// Wraps text that is UTF-8 already, such as a string from JSON.
    public init(utf8 string: String) {
        self.init(bytes: string.utf8.filter { $0 != 0 }, charset: "utf-8", evidence: .utf8Validity, replacements: 0)
    }

    init(bytes: [UInt8], charset: String, evidence: Evidence, replacements: Int) {
        self.bytes = bytes
        self.charset = charset
        self.evidence = evidence
        self.replacements = replacements
    }
}
