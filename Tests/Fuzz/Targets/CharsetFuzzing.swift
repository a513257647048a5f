import HTML

enum CharsetFuzzing {
    private static let labels = [
        "", "utf-8", "utf-16le", "utf-16be", "utf-7", "gb2312", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr",
        "iso-2022-jp", "koi8-r", "windows-1250", "windows-1251", "windows-1252", "windows-1256", "windows-874",
        "iso-8859-2", "iso-8859-8", "macintosh", "x-user-defined", "ibm866", "hz-gb-2312", "replacement", "\u{1B}",
    ]

    /// The first byte names the label that the transport declares.
    static func faults(_ bytes: [UInt8]) -> [String] {
        guard let first = bytes.first else { return [] }
        let label = labels[Int(first) % labels.count]
        let text = Charset.decode(Array(bytes.dropFirst()), transport: label.isEmpty ? nil : label)
        var faults: [String] = []
        if String(validating: text.bytes, as: UTF8.self) == nil { faults.append("not valid UTF-8 out of \(label)") }
        if text.bytes.contains(0) { faults.append("a NUL out of \(label)") }
        if text.bytes.count > 6 * bytes.count + 16 { faults.append("\(text.bytes.count) bytes of \(bytes.count)") }
        return faults
    }
}
