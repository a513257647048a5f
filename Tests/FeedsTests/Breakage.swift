/// One way in which feeds are broken, or careless, and what is read.
struct Breakage: Sendable {
    let name: String
    /// The formats that cannot have it.
    var except: Set<String> = []
    var url: String?
    var charset: String?
    /// Changes the item.
    var item: @Sendable (inout FeedSample) -> Void = { _ in }
    /// Changes the document's bytes.
    var bytes: @Sendable (String) -> [UInt8] = { Array($0.utf8) }
    /// What is read, beside the kind.
    let checks: @Sendable (FeedFormat) -> [String]

    func apply(to format: FeedFormat) -> FeedCase? {
        guard !except.contains(format.name) else { return nil }
        var sample = FeedSample()
        sample.date = format.date
        item(&sample)
        return FeedCase(
            "\(format.name): \(name)", bytes: bytes(format.write(sample)), url: url, charset: charset,
            ["kind = \(format.kind)"] + checks(format))
    }
}

extension Breakage {
    static let all: [Breakage] = texts + links + identifiers + dates + encodings + structure

    private static let texts: [Breakage] = [
        Breakage(
            name: "nothing",
            checks: { format in
                [
                    "titles = Rain at the quay|Sun", "urls = https://n.example/rain https://n.example/sun",
                    "0.published = \(format.instant)", "0.summary = It rains.", "0.id = tag:n.example,2024:rain",
                    "1.published = nil",
                ]
            }),
        Breakage(
            name: "HTML entities", item: { $0.title = "Caf&eacute; &ndash; &hellip; &euro;9" },
            checks: { _ in
                ["titles = Café – … €9|Sun"]
            }),
        Breakage(
            name: "entities that nobody knows", item: { $0.title = "A &foo; B &; C" },
            checks: { _ in
                ["0.title = A &foo; B &; C"]
            }),
        Breakage(
            name: "bare ampersands", item: { $0.title = "Fish & chips & peas" },
            checks: { _ in
                ["0.title = Fish & chips & peas"]
            }),
        Breakage(
            name: "references without semicolon", item: { $0.title = "It&#8217s &#x27here" },
            checks: { _ in
                ["1.title = Sun"]
            }),
        Breakage(
            name: "references of windows-1252", item: { $0.title = "It&#146;s &#150; here" },
            checks: { _ in
                ["0.title = It’s – here"]
            }),
        Breakage(
            name: "escaped markup in titles",
            item: { $0.title = "&lt;b&gt;Rain&lt;/b&gt; &lt;i class='x'&gt;now&lt;/i&gt;" },
            checks: { _ in
                ["0.title = Rain now"]
            }),
        Breakage(
            name: "entities escaped twice", item: { $0.title = "Fish &amp;amp; chips &amp;#8211; now" },
            checks: { _ in
                ["0.title = Fish & chips – now"]
            }),
        Breakage(
            name: "CDATA in titles", item: { $0.title = "<![CDATA[Fish &amp; <em>chips</em>]]>" },
            checks: { _ in
                ["0.title = Fish & chips"]
            }),
        Breakage(
            name: "line breaks in titles", item: { $0.title = "\n   Rain\r\n\tat   the quay \n" },
            checks: { _ in
                ["0.title = Rain at the quay"]
            }),
        Breakage(
            name: "control characters", item: { $0.title = "Ra\u{1}in\u{B}\u{1F} at\u{7F} the quay" },
            checks: { _ in
                ["0.title = Rain at the quay"]
            }),
        Breakage(
            name: "overrides of direction", item: { $0.title = "Rain \u{202E}at\u{202C} the \u{2066}quay\u{2069}" },
            checks: { _ in
                ["0.title = Rain at the quay"]
            }),
        Breakage(name: "an empty title", item: { $0.title = "" }, checks: { _ in ["0.title = nil", "count = 2"] }),
    ]

    private static let links: [Breakage] = [
        Breakage(
            name: "relative links", url: "https://n.example/feeds/f.xml", item: { $0.link = "/rain" },
            checks: { _ in
                ["0.url = https://n.example/rain"]
            }),
        Breakage(
            name: "links relative to the folder", url: "https://n.example/feeds/f.xml",
            item: { $0.link = "../rain?a=1" },
            checks: { _ in
                ["0.url = https://n.example/rain?a=1"]
            }),
        Breakage(
            name: "links without scheme", url: "https://n.example/f", item: { $0.link = "//n.example/rain" },
            checks: {
                _ in
                ["0.url = https://n.example/rain"]
            }),
        Breakage(
            name: "white space around links", item: { $0.link = "\n  https://n.example/rain\t " },
            checks: { _ in
                ["0.url = https://n.example/rain"]
            }),
        Breakage(
            name: "bare ampersands in links", item: { $0.link = "https://n.example/rain?a=1&b=2&copy=3" },
            checks: { _ in
                ["1.url = https://n.example/sun", "count = 2"]
            }),
        Breakage(
            name: "links outside ASCII", item: { $0.link = "https://n.example/größe/日" },
            checks: { _ in
                ["0.url = https://n.example/gr%C3%B6%C3%9Fe/%E6%97%A5"]
            }),
        Breakage(
            name: "schemes that are no web", item: { $0.link = "javascript:alert(1)" },
            checks: { _ in
                ["0.url = nil", "1.url = https://n.example/sun"]
            }),
    ]

    private static let identifiers: [Breakage] = [
        Breakage(
            name: "no identifier", except: ["RSS 1.0"], item: { $0.id = "" },
            checks: { _ in
                ["0.id = nil", "0.url = https://n.example/rain"]
            }),
        Breakage(
            name: "the same identifier twice", item: { $0.others[0].id = $0.id },
            checks: { _ in ["0.id = tag:n.example,2024:rain", "1.id = tag:n.example,2024:rain", "count = 2"] }),
        Breakage(
            name: "white space in identifiers", except: ["RSS 1.0"], item: { $0.id = " \n tag:n.example,2024:rain " },
            checks: { _ in
                ["0.id = tag:n.example,2024:rain"]
            }),
        Breakage(
            name: "the same item twice", item: { $0.others.append(($0.title, $0.link, $0.id)) },
            checks: { _ in
                ["titles = Rain at the quay|Sun|Rain at the quay"]
            }),
    ]

    private static let dates: [Breakage] = [
        Breakage(
            name: "no date", item: { $0.date = "" },
            checks: { _ in ["0.published = nil", "0.title = Rain at the quay"] }),
        Breakage(name: "a date that is none", item: { $0.date = "soon" }, checks: { _ in ["0.published = nil"] }),
        Breakage(
            name: "the wrong day of the week", item: { $0.date = "Mon, 03 May 2024 14:05:00 GMT" },
            checks: { _ in
                ["0.published = 2024-05-03T14:05:00Z"]
            }),
        Breakage(
            name: "a day that is not there", item: { $0.date = "2024-02-31T10:00:00Z" },
            checks: { _ in
                ["0.published = nil"]
            }),
        Breakage(
            name: "the name of a zone", item: { $0.date = "Fri, 3 May 2024 14:05 EDT" },
            checks: { _ in
                ["0.published = 2024-05-03T14:05-04:00"]
            }),
        Breakage(
            name: "seconds since 1970", item: { $0.date = "1714745100" },
            checks: { _ in
                ["0.published = 2024-05-03T14:05:00Z"]
            }),
        Breakage(
            name: "a German month", item: { $0.date = "Fr, 03 Mai 2024 14:05:00 +0200" },
            checks: { _ in
                ["0.published = 2024-05-03T14:05:00+02:00"]
            }),
        Breakage(
            name: "a date far ahead, which is not judged here", item: { $0.date = "2099-01-01T00:00:00Z" },
            checks: { _ in
                ["0.published = 2099-01-01T00:00:00Z"]
            }),
    ]

    private static let encodings: [Breakage] = [
        Breakage(
            name: "windows-1252 that claims to be UTF-8", item: { $0.title = "Gr\u{F6}\u{DF}e" },
            bytes: { text in text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } },
            checks: { _ in ["0.title = Größe"] }),
        Breakage(
            name: "UTF-8 with a mark, under another name", charset: "iso-8859-1", item: { $0.title = "Größe" },
            bytes: { [0xEF, 0xBB, 0xBF] + Array($0.utf8) }, checks: { _ in ["0.title = Größe"] }),
        Breakage(
            name: "UTF-16 with a mark", item: { $0.title = "Größe 日本" },
            bytes: { [0xFF, 0xFE] + $0.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } },
            checks: { _ in ["0.title = Größe 日本", "count = 2"] }),
        Breakage(
            name: "a byte that is no UTF-8", item: { $0.title = "Rain at ~ quay" },
            bytes: { $0.utf8.map { $0 == UInt8(ascii: "~") ? 0xFF : $0 } },
            checks: { _ in ["1.title = Sun", "count = 2"] }),
        Breakage(
            name: "NUL bytes", item: { $0.title = "Rain\u{0} at the quay" },
            checks: { _ in ["1.title = Sun", "count = 2"]
            }),
    ]

    private static let structure: [Breakage] = [
        Breakage(
            name: "white space before the declaration", bytes: { Array(("\n\n " + $0).utf8) },
            checks: { _ in ["count = 2"]
            }),
        Breakage(
            name: "a warning before the document",
            bytes: { Array(("<br />\n<b>Notice</b>: x on line <b>3</b><br />\n" + $0).utf8) },
            checks: { _ in
                ["titles = Rain at the quay|Sun"]
            }),
        Breakage(
            name: "something behind the document",
            bytes: { Array(($0 + "\n<!-- cached --><script>x()</script>").utf8) },
            checks: { _ in
                ["count = 2"]
            }),
        Breakage(
            name: "cut before the end", bytes: { Array($0.utf8.dropLast(9)) },
            checks: { _ in
                ["titles = Rain at the quay|Sun"]
            }),
        Breakage(
            name: "unescaped markup in the summary",
            item: { $0.summary = "One<br>two <a href='https://n.example/x'>x</a><p>three" },
            checks: { _ in ["1.title = Sun", "count = 2"] }),
        Breakage(
            name: "relative links in the summary", url: "https://n.example/f",
            item: { $0.summary = "&lt;a href=&quot;/x&quot;&gt;x&lt;/a&gt;" },
            checks: { _ in ["0.summary = <a href=\"https://n.example/x\">x</a>"] }),
        Breakage(name: "no items", item: { $0.others = [] }, checks: { _ in ["count = 1"] }),
        Breakage(
            name: "stray end tags", item: { $0.summary = "a</b></i> b" },
            checks: { _ in ["count = 2", "1.title = Sun"] }),
        Breakage(
            name: "capitals and old line ends",
            bytes: { Array($0.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r").utf8) },
            checks: { _ in ["titles = Rain at the quay|Sun"] }),
    ]
}
