import Worker

extension HostileInput {
    /// Trouble in what only programs read.
    package static let metadata: [HostileInput] = [
        head("deep JSON-LD") { #"<script type="application/ld+json">{"a":"# + many("[", 15_625 * $0) + "</script>" },
        head("deep objects") { ld(many(#"{"a":"#, 3125 * $0) + "1" + many("}", 3125 * $0)) },
        head("large JSON-LD") {
            ld(#"{"@type":"NewsArticle","headline":"x","articleBody":""# + many("word ", 3125 * $0) + #""}"#)
        },
        head("many JSON-LD blocks") { many(ld(#"{"@type":"NewsArticle","headline":"x"}"#), 1562 * $0) },
        head("a graph of many") {
            ld(#"{"@graph":["# + many(#"{"@type":"Person","name":"A B"},"#, 1562 * $0) + "{}]}")
        },
        head("a graph of articles") {
            ld(
                #"{"@graph":["#
                    + numbered(#"{"@type":"NewsArticle","headline":"h #","author":{"name":"A #"}},"#, 1000 * $0)
                    + "{}]}")
        },
        head("many authors") {
            ld(#"{"@type":"NewsArticle","author":["# + numbered(#"{"name":"Ann B#"},"#, 1000 * $0) + "{}]}")
        },
        head("one key again") { ld("{" + many(#""a":1,"#, 6250 * $0) + #""b":2}"#) },
        head("many keys") { ld("{" + numbered(##""k#":1,"##, 3125 * $0) + #""b":2}"#) },
        head("escapes in JSON") {
            ld(#"{"@type":"NewsArticle","headline":""# + many(#"\u202e\ud800\u0000\n"#, 1562 * $0) + #""}"#)
        },
        head("a number without end") { ld(#"{"a":"# + many("9", 15_625 * $0) + "}") },
        head("broken JSON") { many(ld("{,}"), 1562 * $0) },
        head("meta tags") { numbered("<meta name=n# content='value #'>", 1562 * $0) },
        head("the same meta tag") { many("<meta property=og:title content='A title'>", 1562 * $0) },
        head("author tags") { numbered("<meta name=author content='Ann B#'>", 1562 * $0) },
        head("a long title") { "<title>" + many("Title - ", 6250 * $0) + "</title>" },
        head("many titles") { many("<title>x | y</title>", 1562 * $0) },
        head("a long description") { "<meta name=description content='\(many("some words ", 2500 * $0))'>" },
        head("links to nowhere") { many("<link href=x>", 5_000 * $0) },
        queried("links to further pages", query) { many("<a href='/story?\(query)&b'>x</a>", 15 * $0) },
        head("links to elsewhere") { numbered("<link rel=alternate hreflang=x# href=/x#>", 1562 * $0) },
        head("styles") { many("<style>.a{display:none}</style>", 3125 * $0) },
        head("bases") { many("<base href=http://example.com/x/>", 1562 * $0) },
        page("deep state") { state(#"{"a":"# + many("[", 15_625 * $0)) },
        page("a state of bodies") {
            state("[" + numbered(#"{"title":"A title #","body":"\#(sentences)"},"#, 100 * $0) + "0]")
        },
        page("a state of bodies in one node") {
            state(
                #"{"title":"A title of its own","# + numbered(##""a#":"\##(sentences)","##, 40 * $0)
                    + numbered(##""b#":1,"##, 3000 * $0) + #""c":2}"#)
        },
        page("a state of rich text in rich text") {
            state(many(#"{"items":[{"text":"x"},"#, 30) + many(#"{"text":"words"},"#, 1000 * $0) + "1")
        },
        page("a state of rich text") {
            state(
                #"{"body":["# + numbered(#"{"type":"Para-Graph #","data":{"text":"Some words, #."}},"#, 1000 * $0)
                    + "{}]}")
        },
        page("a state that is a string") {
            "<script>a = JSON.parse('\(many(#"[\\"\'"#, 12_500 * $0))</script>"
        },
        page("scripts that assign and assign") { "<script>a = {\"\": 0};\(many("= { [ = ", 6250 * $0))</script>" },
        page("microdata") {
            many("<span itemscope itemtype=http://schema.org/NewsArticle itemprop=author>x", 500 * $0)
        },
    ]

    /// Trouble in a page whose address has a query.
    private static func queried(_ name: String, _ query: String, _ trouble: @escaping @Sendable (Int) -> String)
        -> HostileInput
    {
        var input = page(name, trouble)
        input.url += "?" + query
        return input
    }

    private static let query = numbered("#&", 800)
    private static let sentences = many("Some words, and a stop. ", 20)

    private static func state(_ json: String) -> String { "<script>window.__STATE__ = \(json)</script>" }

    private static func ld(_ json: String) -> String {
        #"<script type="application/ld+json">\#(json)</script>"#
    }
}
