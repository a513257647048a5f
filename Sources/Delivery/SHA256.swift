internal import CCrypto

/// A running SHA-256 (FIPS 180-4) by libcrypto.
final class SHA256 {
    private let context: OpaquePointer

    init() throws(DeliveryError) {
        guard let context = EVP_MD_CTX_new() else { throw Self.failure }
        self.context = context
        // The context is freed by deinit even if this throws: every stored property has its value.
        guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { throw Self.failure }
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    func update(_ bytes: ArraySlice<UInt8>) throws(DeliveryError) {
        guard bytes.withUnsafeBytes({ EVP_DigestUpdate(context, $0.baseAddress, $0.count) }) == 1 else {
            throw Self.failure
        }
    }

    func update(_ text: String) throws(DeliveryError) {
        var text = text
        guard text.withUTF8({ EVP_DigestUpdate(context, $0.baseAddress, $0.count) }) == 1 else { throw Self.failure }
    }

    /// The digest of all updates, 32 bytes. The object is used up.
    func finish() throws(DeliveryError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard EVP_DigestFinal_ex(context, &digest, &count) == 1 else { throw Self.failure }
        return Array(digest.prefix(Int(count)))
    }

    private static var failure: DeliveryError { .unusable(reason: "libcrypto has no SHA-256") }
}

extension SHA256 {
    /// The 32 bytes of the digest of `text`'s UTF-8.
    static func digest(_ text: String) throws(DeliveryError) -> [UInt8] {
        let hash = try SHA256()
        try hash.update(text)
        return try hash.finish()
    }

    /// The digest of `text`'s UTF-8 in lower-case hexadecimal.
    static func hex(_ text: String) throws(DeliveryError) -> String {
        hex(try digest(text))
    }

    /// Bytes in lower-case hexadecimal.
    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: bytes.count * 2) { text in
            for (place, byte) in bytes.enumerated() {
                text[place * 2] = digits[Int(byte >> 4)]
                text[place * 2 + 1] = digits[Int(byte & 15)]
            }
            return bytes.count * 2
        }
    }
}
