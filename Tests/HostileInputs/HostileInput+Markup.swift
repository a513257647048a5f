import Worker

extension HostileInput {
    /// Trouble by number, depth and disorder of elements.
    package static let markup: [HostileInput] = [
        page("nested div") { many("<div>", 3125 * $0) },
        page("nested div with text") { many("<div>a ", 3125 * $0) },
        page("nested b") { many("<b>x", 3125 * $0) },
        page("nested span closed") { many("<span>", 1562 * $0) + "deep" + many("</span>", 1562 * $0) },
        page("nested tables") { many("<table><tr><td>", 1562 * $0) },
        page("nested lists") { many("<ul><li>x", 1562 * $0) },
        page("nested blockquotes") { many("<blockquote><p>x", 1562 * $0) },
        page("nested articles") { many("<article><h2>x</h2>", 750 * $0) },
        page("empty links") { many("<a href=/x></a>", 15_625 * $0) },
        page("links with a word") { many("<a href=/x>go</a> ", 7500 * $0) },
        page("unclosed links") { many("<a>x", 7500 * $0) },
        page("paragraphs") { many("<p>x</p>", 12_500 * $0) },
        page("empty paragraphs") { many("<p>", 15_625 * $0) },
        page("line breaks") { many("<br>", 15_625 * $0) },
        page("line breaks with letters") { many("x<br>", 31_250 * $0) },
        page("line breaks with words") { many("word<br>", 12_500 * $0) },
        page("rules") { many("<hr>", 12_500 * $0) },
        page("table cells") { "<table><tr>" + many("<td>x", 12_500 * $0) + "</table>" },
        page("table rows") { "<table>" + many("<tr><td>x<td>y", 5000 * $0) + "</table>" },
        page("spans of cells") { "<table><tr>" + many("<td rowspan=65535 colspan=65535>x", 1562 * $0) + "</table>" },
        page("list items") { "<ul>" + many("<li>one more thing", 6250 * $0) + "</ul>" },
        page("headings") { many("<h2>One more heading</h2>", 1562 * $0) },
        page("main headings") { many("<h1>One more main heading</h1>", 1562 * $0) },
        page("headings of all levels") { many("<h1>a</h1><h3>b</h3><h2>c</h2>", 1562 * $0) },
        page("images") { numbered("<img src=/i#.jpg alt='picture #'>", 1562 * $0) },
        page("figures") { many("<figure><img src=/i.jpg><figcaption>A caption</figcaption></figure>", 1562 * $0) },
        page("captions of one figure") {
            "<figure>" + many("<figcaption>A caption</figcaption>", 1562 * $0) + "</figure>"
        },
        page("captions and no end of figures") { many("<figure><figcaption>x", 1562 * $0) },
        page("siblings of one class") { many("<div class='card teaser'>Some words</div>", 1562 * $0) },
        page("siblings of many classes") { numbered("<div class='c# d#' id=e#>Some words</div>", 1562 * $0) },
        page("teaser cards") {
            numbered("<div class=card><a href=/a/#><h3>Story #</h3><p>Few words</p></a></div>", 1000 * $0)
        },
        page("long sentences in one parent") {
            many("<p>A sentence of a few words, and then some more.</p>", 1562 * $0)
        },
        page("the same paragraph in divs") {
            many("<div><p>A sentence of a few words, said again.</p></div>", 1562 * $0)
        },
        page("forms and buttons") { many("<form><input name=q><button>Go</button></form>", 1562 * $0) },
        page("misnested formatting") { many("<b><i></b></i>", 3125 * $0) },
        page("stray closing tags") { many("</p></div></td></ul></b>", 3125 * $0) },
        page("unknown elements") { numbered("<x-# a=1>y", 1562 * $0) },
        page("self-closing unknown elements") { many("<x-y/>", 6250 * $0) },
        page("soft breaks") { "<p>" + many("word<wbr>", 7500 * $0) + "</p>" },
        page("attributes of one tag") { "<p \(numbered("a#=# ", 1250 * $0))>text</p>" },
        page("classes of one tag") { "<p class='\(numbered("c# ", 3125 * $0))'>text</p>" },
        page("one long attribute") { "<p title='\(many("x", 62_500 * $0))'>text</p>" },
        page("names of attributes") { numbered("<i b#=1></i>", 1562 * $0) },
        page("names of elements") { numbered("<q#>t</q#>", 6250 * $0) },
        page("names of end tags") { numbered("</q#>t", 6250 * $0) },
        page("names in one tag after another") {
            (0..<50 * $0).map { row in "<p \((0..<200).map { "n\(row)-\($0)=1" }.joined(separator: " "))>x</p>" }
                .joined()
        },
        page("styles that hide") { many("<div style='display:none'>hidden words</div>", 1562 * $0) },
        page("templates") { many("<template><p>x</p></template>", 1562 * $0) },
        page("noscripts") { many("<noscript><img src=x></noscript>", 1562 * $0) },
        page("frames") { many("<iframe src=/x></iframe>", 3125 * $0) },
        page("comments") { many("<!-- c -->", 12_500 * $0) },
        page("conditional comments") { many("<!--[if IE]><p>x</p><![endif]-->", 3125 * $0) },
        page("broken comments") { many("<!-- > <!--->", 6250 * $0) },
        page("CDATA sections") { many("<![CDATA[x]]>", 6250 * $0) },
        page("script with its end in strings") {
            many("<script>var a = '<\\/script>' + \"<p>\";</script>", 1562 * $0)
        },
        page("scripts") { many("<script>1</script>", 6250 * $0) },
        page("half tags") { many("<", 31_250 * $0) + " <p>" },
        page("less-than signs with letters") { many("<b <i ", 6250 * $0) + "><p>" },
        page("unclosed everything") { many("<div><p><ul><li><b><a href=x><table><tr><td>x", 500 * $0) },
        page("bodies") { many("<html><body class=x>", 1562 * $0) },
        page("definition lists") { "<dl>" + many("<dt>a<dd>b", 6250 * $0) + "</dl>" },
        ruled("elements") { many("<i></i>", 1_000 * $0) },
        ruled("attributes") { many("<i \(numbered("a# ", 250))></i>", 75 * $0) },
        ruled("classes") { many("<i class='\(many("a b ", 250))'></i>", 30 * $0) },
        page("vector graphics") { "<svg>" + many("<g><path d='M0 0'/>", 1562 * $0) + "</svg>" },
    ]

    /// Trouble in a page for whose site there are twenty selectors of thirty conditions.
    private static func ruled(_ name: String, _ trouble: @escaping @Sendable (Int) -> String) -> HostileInput {
        var input = page("\(name) under selectors", trouble)
        let selector = "i" + (1...30).map { ":not(.c\($0)[a249])" }.joined()
        let rules = Array(repeating: "\"\(selector)\"", count: 20).joined(separator: ",")
        input.siteRules = "{\"host\":\"example.com\",\"keep\":[\(rules)]}"
        return input
    }
}
