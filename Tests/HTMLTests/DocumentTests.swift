import HTML
import Testing

/// The tree that comes out of markup, above all of markup that libxml2 alone reads otherwise.
@Suite struct DocumentTests {
    @Test(
        arguments: [
            closing, emptyElements, misplaced, characters, rawText, comments, attributes, containers, endings, others,
        ].joined())
    func reads(html: String, outline: String) throws {
        #expect(try Document.parse(bytes(html)).outline == outline)
    }

    static let closing: [(String, String)] = [
        ("<p>a<b>b</b>c</p>", "p(‹a›b(‹b›)‹c›)"),
        ("<p>dictio<wbr>nary</p>next", "p(‹dictionary›)‹next›"),
        ("<p>a<WBR/>b</wbr>c", "p(‹abc›)"),
        ("<p>one<section>two</section>three", "p(‹one›)section(‹two›)‹three›"),
        ("<p>one<article>two", "p(‹one›)article(‹two›)"),
        ("<p>one<figure>two<figcaption>three", "p(‹one›)figure(‹two›figcaption(‹three›))"),
        ("<p>one<main>two</main></p>three", "p(‹one›)main(‹two›)‹three›"),
        ("<p><b>one<aside>two", "p(b(‹one›))aside(‹two›)"),
        ("<p>one<button><section>two</section></button>three", "p(‹one›button(section(‹two›))‹three›)"),
        ("<p>one<p>two", "p(‹one›)p(‹two›)"),
        ("<ul><li><b>one<li>two</ul>three", "ul(li(b(‹one›))li(‹two›))‹three›"),
        ("<ul><li>a<ul><li>b</ul>c<li>d</ul>", "ul(li(‹a›ul(li(‹b›))‹c›)li(‹d›))"),
        ("<dl><dt>a<dd><i>b<dt>c</dl>", "dl(dt(‹a›)dd(i(‹b›))dt(‹c›))"),
    ]

    static let emptyElements: [(String, String)] = [
        ("<x-foo/>text<p>more", "x-foo()‹text›p(‹more›)"),
        ("<p>a<foo/>b<x-bar />c</p>d", "p(‹a›foo()‹b›x-bar()‹c›)‹d›"),
        ("<x-card><p>in</p></x-card>out", "x-card(p(‹in›))‹out›"),
        ("<video><source src=a><track src=b>fall</video>out", "video(source()track()‹fall›)‹out›"),
        ("<picture><source srcset=a><img src=b></picture>out", "picture(source()img())‹out›"),
        ("<p>a<embed src=x/>b</p>c", "p(‹a›embed()‹b›)‹c›"),
    ]

    static let misplaced: [(String, String)] = [
        ("<table><tr><td>1<td>2<tr><td>3</table>x", "table(tr(td(‹1›)td(‹2›))tr(td(‹3›)))‹x›"),
        ("<body>a<body class=x>b<html lang=en>c", "‹abc›"),
        ("a</body>b</html>c", "p(‹a›)p(‹b›)p(‹c›)"),
        ("text only", "p(‹text only›)"),
        ("</p>a</p>b", "p(‹a›)‹b›"),
        ("a</b></div>b", "p(‹ab›)"),
    ]

    static let characters: [(String, String)] = [
        ("<>a</>b", "p(‹<>ab›)"),
        ("1 < 2 && 3 > 2 <4", "p(‹1 < 2 && 3 > 2 <4›)"),
        ("a &amp; b &lt;c&gt; &nbsp;d &#233; &#x4E2D; &hellip;", "p(‹a & b <c> \u{A0}d é 中 …›)"),
        ("a&nbspb &copy 2020 &eacutet AT&T R&D &copy; &lt", "p(‹a\u{A0}b © 2020 ét AT&T R&D © <›)"),
        ("&#146;n&#150;m&#128;", "p(‹’n–m€›)"),
    ]

    static let rawText: [(String, String)] = [
        ("<title>A <b>&amp; B</title>c", "title(‹A <b>& B›)p(‹c›)"),
        ("<title>unclosed<p>text", "title(‹unclosed›)p(‹text›)"),
        ("<textarea><p>x</textarea>y", "textarea(‹<p>x›)‹y›"),
        ("<textarea>unclosed<p>text", "textarea(‹unclosed›)p(‹text›)"),
        ("<script>if (a < b) document.write(\"</p><p>no</p>\")</script>yes", "script()p(‹yes›)"),
        ("<script>var a = '</scr' + 'ipt>';</script>yes", "script()p(‹yes›)"),
        ("<script>var a = '</script>';b</script>yes", "script()p(‹\';byes›)"),
        ("<script>unclosed <p>yes", "script()p(‹yes›)"),
        ("<style>p > a { content: \"<p>\" }</style>yes", "style()p(‹yes›)"),
        ("<style>unclosed <div>yes", "style()div(‹yes›)"),
        (
            "<script type=\"application/ld+json\">{\"a\":\"<p>\\u003c\"}</script>yes",
            "script(‹{\"a\":\"<p>\\u003c\"}›)p(‹yes›)"
        ),
        ("<SCRIPT TYPE='application/JSON'>[1]</SCRIPT>yes", "script(‹[1]›)p(‹yes›)"),
        ("<script type=module>import x</script>yes", "script()p(‹yes›)"),
        ("<script>var a = {\"b\":1}</script>short", "script()p(‹short›)"),
        ("<p>a<script type=module />b = \"</p>\"</script>c</p>d", "p(‹a›script()‹c›)‹d›"),
        (
            "<p>a<script type=x-json/>[1]</script>b</p><textarea/>c</textarea>d",
            "p(‹a›script(‹[1]›)‹b›)textarea(‹c›)‹d›"
        ),
        ("<script type=json>@0</script><script type=json>@1</script>a", "script(‹@0›)script(‹@1›)p(‹a›)"),
        ("<script>a = 1; b = { \"c\":\"\(long)\"}</script>d", "script(‹a = 1; b = { \"c\":\"\(long)\"}›)p(‹d›)"),
        ("<script>b=JSON.parse(\"\(long)\")</script>d", "script(‹b=JSON.parse(\"\(long)\")›)p(‹d›)"),
        ("<script>function b(c) { return \"\(long)\" }</script>d", "script()p(‹d›)"),
    ]

    private static let long = String(repeating: "x", count: 400)

    static let comments: [(String, String)] = [
        ("<!-- a --><!--> b <!-- c > d -->e", "p(‹b e›)"),
        ("<!---->a<!--->b<!-- c --!>d", "p(‹abd›)"),
        ("<!-- unclosed > a <p>b", "p(‹a ›)p(‹b›)"),
        ("<!--[if IE]>no<![endif]-->a<![if !IE]>b<![endif]><!--[if !IE]><!-->c<!--<![endif]-->", "p(‹abc›)"),
        ("<!doctype html><?php echo 1 ?>a<![CDATA[b]]>c", "p(‹ac›)"),
    ]

    static let attributes: [(String, String)] = [
        ("<p @click=\"a > b\" :class=\"{x: 1}\" [x]=y #z (q)=\"1>2\" class=k>a", "p(‹a›)"),
        ("<a href=/x?a=1&b=2 title='>'>a</a>b", "a(‹a›)‹b›"),
        ("<img/alt=\"a > b\"/>c", "img()‹c›"),
        ("<p title=\"unclosed>a</p><p>b", "p(‹a›)p(‹b›)"),
        ("<p title='unclosed>a</p><p>b", "p(‹a›)p(‹b›)"),
        ("<p class=a\"b>c", "p(‹c›)"),
        ("<p =x>a<p a= >b", "p(‹a›)p(‹b›)"),
    ]

    static let containers: [(String, String)] = [
        ("<template><p>a</p></template>b", "template(p(‹a›))‹b›"),
        ("<noscript><p>a</p></noscript>b", "noscript(p(‹a›))‹b›"),
        (
            "<head><noscript><img src=x></noscript><meta name=a><title>t</title></head>b",
            "noscript(img())meta()title(‹t›)p(‹b›)"
        ),
        ("<iframe src=x>a</iframe>b", "iframe(‹a›)‹b›"),
        ("<svg><title>a</title><path d=\"M0\"/><text>b</text></svg>c", "svg(title(‹a›)path()text(‹b›))‹c›"),
        ("<math><mi>x</mi></math>y", "math(mi(‹x›))‹y›"),
        ("<select><option>a<option>b</select>c", "select(option(‹a›)option(‹b›))‹c›"),
        ("<a href=x>a<div>b</div></a>c", "a(‹a›div(‹b›))‹c›"),
        ("<p>a<br>b<br/>c<hr>d", "p(‹a›br()‹b›br()‹c›)hr()‹d›"),
    ]

    static let endings: [(String, String)] = [
        ("<p>cut <a href=\"x", "p(‹cut ›)"),
        ("<p>cut <a", "p(‹cut ›)"),
        ("<p>cut <", "p(‹cut <›)"),
        ("<p>cut </p", "p(‹cut ›)"),
    ]

    static let others: [(String, String)] = [
        ("<pre>\n a\n  b</pre>", "pre(‹\n a\n  b›)"),
        ("a\tb\u{1}c\u{7F}d", "p(‹a\tbc\u{7F}d›)"),
        ("<p>é中😀<xé>a", "p(‹é中😀›x(‹a›))"),
        ("<ruby>a<rt>b</ruby>c", "ruby(‹a›rt(‹b›))‹c›"),
        ("<details><summary>a</summary>b</details>", "details(summary(‹a›)‹b›)"),
    ]
}
