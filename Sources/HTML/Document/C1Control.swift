/// The characters that windows-1252 has where Unicode has C1 controls (HTML, section 13.2.5.80, the table of "numeric
/// character reference end state").
enum C1Control {
    /// The UTF-8 of what was meant by U+0080 … U+009F.
    static func utf8(of control: UInt8) -> [UInt8] { characters[Int(control & 0x1F)] }

    private static let characters: [[UInt8]] =
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars.map { Array(String($0).utf8) }
}
