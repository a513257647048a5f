/// The identifier of an article that people and programs see: in file names, in the JSON, on the command line.
public enum PublicID {
    /// The first 60 bits of the SHA-256 of the normalised URL, as 12 characters of lower-case base32 (RFC 4648).
    ///
    /// It depends on nothing else, so it is the same after a restart, a new headline or a lost ledger. Among a million
    /// articles two collide with a probability of 4 in 10 million.
    public static func make(key: String) throws(DeliveryError) -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
        let bits = try SHA256.digest(key).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let characters = (0..<12).map { alphabet[Int(bits >> (59 - 5 * UInt64($0)) & 31)] }
        return String(decoding: characters, as: UTF8.self)
    }
}
