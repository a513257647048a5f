internal import CCrypto

/// `sha1:` and 32 characters of base32: what web archives compare payloads by. It guards against nothing but chance.
enum PayloadDigest {
    /// - Returns: nil where libcrypto has no SHA-1, as in a strict FIPS mode.
    static func of(_ bytes: [UInt8]) -> String? {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard EVP_Digest(bytes, bytes.count, &digest, &count, EVP_sha1(), nil) == 1, count == 20 else { return nil }
        return "sha1:" + base32(digest.prefix(20))
    }

    /// RFC 4648, section 6; 20 bytes need no padding.
    private static func base32(_ bytes: ArraySlice<UInt8>) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var output: [UInt8] = []
        var (buffer, bits) = (0, 0)
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                output.append(alphabet[buffer >> bits & 31])
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
