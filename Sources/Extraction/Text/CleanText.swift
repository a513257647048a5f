import HTML

/// The last step for every text and field that leaves extraction.
enum CleanText {
    /// The text in Unicode's normalisation form C (UAX 15).
    static func normalised(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 } ? text : normalised(Array(text.utf8)[...])
    }

    static func normalised(_ text: ArraySlice<UInt8>) -> String {
        text.allSatisfy { $0 < 0x80 }
            ? String(decoding: text, as: UTF8.self)
            : String(decoding: NormalizationForm.nfc(Array(text)), as: UTF8.self)
    }

    /// A field: one line, printable characters only, NFC; nil when nothing is left.
    static func field(_ text: String?) -> String? {
        guard let text else { return nil }
        let clean = normalised(PrintableText.clean(text))
        return clean.isEmpty ? nil : clean
    }
}
