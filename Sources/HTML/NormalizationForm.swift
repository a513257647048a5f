internal import CICU
internal import Glibc

/// Unicode's canonical composition (Unicode Standard Annex 15).
public enum NormalizationForm {
    /// Normalises valid UTF-8 to NFC. Text below U+0300 and text that is NFC already comes back without a copy.
    ///
    /// Text over 512 MiB comes back as it is.
    public static func nfc(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBufferPointer { source -> [UInt8]? in
            guard let base = source.baseAddress else { return nil }
            var result: UnsafeMutablePointer<UInt8>?
            var count = 0
            guard copydesk_icu_nfc(base, source.count, &result, &count) == 1, let result else { return nil }
            defer { free(result) }
            return Array(UnsafeBufferPointer(start: result, count: count))
        } ?? bytes
    }
}
