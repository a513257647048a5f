extension RobotsCase {
    /// The example of RFC 9309 §5.1.
    private static let simple = """
        User-Agent: *
        Disallow: *.gif$
        Disallow: /example/
        Allow: /publications/

        User-Agent: foobot
        Disallow:/
        Allow:/example/page.html
        Allow:/example/allowed.gif

        User-Agent: barbot
        User-Agent: bazbot
        Disallow: /example/page.html

        User-Agent: quxbot
        """

    private static let crossed = """
        User-agent: a
        Disallow: /a1

        User-agent: b
        Disallow: /b

        User-agent: A
        Disallow: /a2
        """

    private static let closed = """
        User-agent: a
        Crawl-delay: 5
        Sitemap: https://h/s.xml
        Unknown: line

        # comment
        User-agent: b
        Disallow: /x
        User-agent: c
        Disallow: /y
        """

    static let groups: [RobotsCase] = [
        .init("RFC 5.1", simple, "foobot", "http://h/example/page.html", true),
        .init("RFC 5.1", simple, "foobot", "http://h/example/allowed.gif", true),
        .init("RFC 5.1", simple, "foobot", "http://h/", false),
        .init("RFC 5.1", simple, "foobot", "http://h/publications/", false),
        .init("RFC 5.1", simple, "barbot", "http://h/example/page.html", false),
        .init("RFC 5.1", simple, "bazbot", "http://h/example/page.html", false),
        .init("RFC 5.1", simple, "bazbot", "http://h/example/other.html", true),
        .init("RFC 5.1", simple, "bazbot", "http://h/x.gif", true),
        .init("RFC 5.1: a group without rules allows", simple, "quxbot", "http://h/example/page.html", true),
        .init("RFC 5.1", simple, "quxbot", "http://h/x.gif", true),
        .init("RFC 5.1", simple, "else", "http://h/x.gif", false),
        .init("RFC 5.1", simple, "else", "http://h/x.gif?y", true),
        .init("RFC 5.1", simple, "else", "http://h/example/", false),
        .init("RFC 5.1", simple, "else", "http://h/example", true),
        .init("RFC 5.1", simple, "else", "http://h/publications/", true),
        .init("RFC 5.1", simple, "*", "http://h/example/", false),
        .init("RFC 5.1", simple, "*", "http://h/", true),

        .init("groups merge", crossed, "a", "/a1", false),
        .init("groups merge", crossed, "a", "/a2", false),
        .init("groups merge", crossed, "a", "/b", true),
        .init("groups merge", crossed, "A", "/a1", false),
        .init("groups do not mix", crossed, "b", "/a1", true),
        .init("groups do not mix", crossed, "b", "/b", false),
        .init("no star group allows", crossed, "c", "/a1", true),
        .init("no star group allows", crossed, "*", "/a1", true),
        .init("star groups merge", "User-agent: *\nDisallow: /1\nUser-agent: *\nDisallow: /2", "x", "/1", false),
        .init("star groups merge", "User-agent: *\nDisallow: /1\nUser-agent: *\nDisallow: /2", "x", "/2", false),
        .init("merged: longest", "User-agent: a\nDisallow: /x\nUser-agent: a\nAllow: /x/y", "a", "/x/y", true),
        .init("merged: longest", "User-agent: a\nAllow: /x/y\nUser-agent: a\nDisallow: /x", "a", "/x/z", false),
        .init("merged: allow on ties", "User-agent: a\nDisallow: /x\nUser-agent: a\nAllow: /x", "a", "/x", true),

        .init("other lines do not close", closed, "a", "/x", false),
        .init("other lines do not close", closed, "b", "/x", false),
        .init("rules close", closed, "c", "/x", true),
        .init("rules close", closed, "c", "/y", false),
        .init("rules close", closed, "a", "/y", true),
        .init("an empty rule closes", "User-agent: a\nDisallow:\nUser-agent: b\nDisallow: /", "a", "/x", true),
        .init("an empty rule closes", "User-agent: a\nAllow:\nUser-agent: b\nDisallow: /", "a", "/x", true),
        .init("blank lines do not close", "User-agent: a\n\n\nUser-agent: b\n\nDisallow: /", "a", "/x", false),
        .init("blank lines do not end rules", "User-agent: a\nDisallow: /x\n\nDisallow: /y", "a", "/y", false),
        .init("named twice in one group", "User-agent: a\nUser-agent: a\nDisallow: /", "a", "/", false),

        .init("own group beats star", "User-agent: *\nDisallow: /\nUser-agent: a\nDisallow: /x", "a", "/y", true),
        .init("own group beats star", "User-agent: a\nDisallow: /x\nUser-agent: *\nDisallow: /", "a", "/y", true),
        .init("own empty group", "User-agent: *\nDisallow: /\nUser-agent: a\nDisallow:", "a", "/y", true),
        .init("star beside a name", "User-agent: a\nUser-agent: *\nDisallow: /", "b", "/y", false),
        .init("star beside a name", "User-agent: *\nUser-agent: a\nDisallow: /", "a", "/y", false),
        .init("rules without agent", "Disallow: /\nUser-agent: *\nDisallow: /x", "a", "/y", true),
        .init("rules without agent", "Disallow: /", "a", "/y", true),

        .init("case", "User-agent: FooBot\nDisallow: /", "foobot", "/", false),
        .init("case", "USER-AGENT: foobot\nDISALLOW: /", "FOOBOT", "/", false),
        .init("whole token", "User-agent: foobot\nDisallow: /", "foo", "/", true),
        .init("whole token", "User-agent: foo\nDisallow: /", "foobot", "/", true),
        .init("whole token", "User-agent: foobot-news\nDisallow: /", "foobot", "/", true),
        .init("whole token", "User-agent: foobot\nDisallow: /", "foobot-news", "/", true),
        .init("whole token", "User-agent: foobot_x\nDisallow: /", "foobot", "/", true),
        .init("whole token with digits", "User-agent: AI2Bot\nDisallow: /", "AI", "/", true),
        .init("whole token with digits", "User-agent: AI2Bot\nDisallow: /", "ai2bot", "/", false),
        .init("version in the line", "User-agent: foobot/2.1\nDisallow: /", "foobot", "/", false),
        .init("version of the agent", "User-agent: foobot\nDisallow: /", "foobot/1.0", "/", false),
        .init("words behind the token", "User-agent: foobot the great\nDisallow: /", "foobot", "/", false),
        .init("path case counts", "User-agent: *\nDisallow: /Fish", "a", "/fish", true),
        .init("no agent matches the nameless", "User-agent:\nDisallow: /", "a", "/", true),
        .init(
            "a nameless line begins a group", "User-agent: a\nDisallow: /x\nUser-agent:\nDisallow: /", "a", "/y", true),
        .init("star with words", "User-agent: * # all\nDisallow: /", "a", "/", false),
        .init("star with more is no star", "User-agent: *bot\nDisallow: /", "abot", "/", true),
    ]

    static let lines: [RobotsCase] = [
        .init("empty file", "", "a", "/x", true),
        .init("only comments", "# nothing\n#", "a", "/x", true),
        .init("HTML", "<!DOCTYPE html><html><body>Disallow: /</body></html>", "a", "/x", true),
        .init("LF", "User-agent: *\nDisallow: /x\n", "a", "/x", false),
        .init("CRLF", "User-agent: *\r\nDisallow: /x\r\n", "a", "/x", false),
        .init("CR", "User-agent: *\rDisallow: /x\r", "a", "/x", false),
        .init("mixed ends", "User-agent: *\rDisallow: /x\nDisallow: /y\r\nDisallow: /z", "a", "/y", false),
        .init("mixed ends", "User-agent: *\rDisallow: /x\nDisallow: /y\r\nDisallow: /z", "a", "/z", false),
        .init("CRLF ends the value", "User-agent: *\r\nDisallow: /x$\r\n", "a", "/x", false),
        .init("last line without end", "User-agent: *\nDisallow: /x", "a", "/x", false),
        .init("BOM", "\u{FEFF}User-agent: *\nDisallow: /x", "a", "/x", false),
        .init("BOM before a comment", "\u{FEFF}# hi\nUser-agent: *\nDisallow: /x", "a", "/x", false),
        .init("comment behind", "User-agent: * # us\nDisallow: /x # that", "a", "/x", false),
        .init("comment glued", "User-agent: *\nDisallow: /x#y", "a", "/x", false),
        .init("comment instead of a path", "User-agent: *\nDisallow: # all", "a", "/x", true),
        .init("comment line within", "User-agent: *\n# Disallow: /\nDisallow: /x", "a", "/y", true),
        .init("indented", "  User-agent: *\n\t Disallow: /x", "a", "/x", false),
        .init("space before the colon", "User-agent : *\nDisallow\t: /x", "a", "/x", false),
        .init("no space", "user-agent:*\ndisallow:/x", "a", "/x", false),
        .init("spaces behind", "User-agent: *  \nDisallow: /x \t ", "a", "/x", false),
        .init("colon in the path", "User-agent: *\nDisallow: /a:b", "a", "/a:b", false),
        .init("space in the path", "User-agent: *\nDisallow: /a b", "a", "/a%20b", false),
        .init("no colon", "User-agent: *\nDisallow /x", "a", "/x", true),
        .init("unknown key", "User-agent: *\nDeny: /x", "a", "/x", true),
        .init("empty disallow", "User-agent: *\nDisallow:", "a", "/x", true),
        .init("empty disallow beside another", "User-agent: *\nDisallow:\nDisallow: /x", "a", "/x", false),
        .init("empty allow", "User-agent: *\nAllow:\nDisallow: /x", "a", "/x", false),
        .init("path without slash never matches", "User-agent: *\nDisallow: x", "a", "/x", true),
        .init("NUL in a line", "User-agent: *\nDis\0allow: /x\nDisallow: /y", "a", "/y", false),
    ]

    static let precedence: [RobotsCase] = [
        .init("longest", "User-agent: *\nAllow: /p\nDisallow: /", "a", "/page", true),
        .init("longest", "User-agent: *\nDisallow: /\nAllow: /p", "a", "/page", true),
        .init("longest", "User-agent: *\nAllow: /folder\nDisallow: /folder/x", "a", "/folder/x", false),
        .init("tie", "User-agent: *\nAllow: /folder\nDisallow: /folder", "a", "/folder/page", true),
        .init("tie", "User-agent: *\nDisallow: /folder\nAllow: /folder", "a", "/folder/page", true),
        .init("wildcard counts", "User-agent: *\nAllow: /page\nDisallow: /*.htm", "a", "/page.htm", false),
        .init("tie of wildcards", "User-agent: *\nAllow: /page\nDisallow: /*.ph", "a", "/page.php5", true),
        .init("anchor counts", "User-agent: *\nAllow: /$\nDisallow: /", "a", "/", true),
        .init("anchor counts", "User-agent: *\nAllow: /$\nDisallow: /", "a", "/page.htm", false),
        .init(
            "encoded octets count", "User-agent: *\nAllow: /\u{30C4}\nDisallow: /*12345", "a", "/%E3%83%8412345", true),
        .init("unreserved do not", "User-agent: *\nAllow: /%61\nDisallow: /ab", "a", "/ab", false),
        .init(
            "whole site but one", "User-agent: *\nDisallow: /\nAllow: /news/\nDisallow: /news/old/", "a", "/news/a",
            true),
        .init(
            "whole site but one", "User-agent: *\nDisallow: /\nAllow: /news/\nDisallow: /news/old/", "a", "/news/old/a",
            false),
        .init(
            "RFC 5.2", "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", "foobot",
            "http://h/example/page/disallowed.gif", false),
        .init(
            "RFC 5.2", "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", "foobot",
            "http://h/example/page/other.gif", true),
        .init("robots.txt", "User-agent: *\nDisallow: /", "a", "http://h/robots.txt", true),
        .init("robots.txt", "User-agent: *\nDisallow: /robots.txt", "a", "/robots.txt", true),
        .init("robots.txt encoded", "User-agent: *\nDisallow: /", "a", "/robots%2Etxt", true),
        .init("only that robots.txt", "User-agent: *\nDisallow: /", "a", "/a/robots.txt", false),
        .init("only that robots.txt", "User-agent: *\nDisallow: /", "a", "/robots.txt.bak", false),
    ]

    private static let onlyRoot = "User-agent: *\nDisallow: /$\nDisallow: /x\nDisallow: /?q"

    static let urls: [RobotsCase] = [
        .init("no path", onlyRoot, "a", "https://example.org", false),
        .init("root", onlyRoot, "a", "https://example.org/", false),
        .init("fragment only", onlyRoot, "a", "https://example.org#x", false),
        .init("fragment dropped", onlyRoot, "a", "https://example.org/#/x", false),
        .init("fragment dropped", onlyRoot, "a", "https://example.org/y#/x", true),
        .init("query without path", onlyRoot, "a", "https://example.org?q=1", false),
        .init("port and user", onlyRoot, "a", "https://u:p@example.org:8080/x", false),
        .init("no scheme", onlyRoot, "a", "//example.org/x", false),
        .init("host only", onlyRoot, "a", "example.org/x", false),
        .init("host only", onlyRoot, "a", "example.org", false),
        .init("path only", onlyRoot, "a", "/x", false),
        .init("path only", onlyRoot, "a", "/y", true),
        .init("query only", onlyRoot, "a", "?q", false),
        .init("empty", onlyRoot, "a", "", false),
        .init("spaces around", onlyRoot, "a", "  https://example.org/x ", false),
        .init("URL in the query", onlyRoot, "a", "https://example.org/y?u=https://example.org/x", true),
        .init("URL in the path", onlyRoot, "a", "/y/https://example.org/x", true),
        .init("capital scheme", onlyRoot, "a", "HTTP://EXAMPLE.ORG/x", false),
        .init("IPv6", onlyRoot, "a", "http://[2001:db8::1]:80/x", false),
    ]
}

extension PatternCase {
    static let wildcards: [PatternCase] = [
        .init("/fish", "/fish", true), .init("/fish", "/fish.html", true), .init("/fish", "/fish/salmon.html", true),
        .init("/fish", "/fishheads", true), .init("/fish", "/fish.php?id=anything", true),
        .init("/fish", "/Fish.asp", false), .init("/fish", "/catfish", false), .init("/fish", "/?id=fish", false),
        .init("/fish*", "/fish", true), .init("/fish*", "/fishheads/yummy.html", true),
        .init("/fish*", "/catfish", false), .init("/fish/", "/fish/", true), .init("/fish/", "/fish/?id=x", true),
        .init("/fish/", "/fish", false), .init("/fish/", "/fish.html", false), .init("/*.php", "/index.php", true),
        .init("/*.php", "/folder/filename.php?parameters", true), .init("/*.php", "/folder/any.php.file.html", true),
        .init("/*.php", "/windows.PHP", false), .init("/*.php", "/", false), .init("/*.php$", "/filename.php", true),
        .init("/*.php$", "/folder/filename.php", true), .init("/*.php$", "/filename.php?parameters", false),
        .init("/*.php$", "/filename.php/", false), .init("/*.php$", "/filename.php5", false),
        .init("/fish*.php", "/fish.php", true), .init("/fish*.php", "/fishheads/catfish.php?p", true),
        .init("/fish*.php", "/Fish.PHP", false), .init("/*", "/", true), .init("*", "/anything", true),
        .init("*x", "/anything", false), .init("*g", "/anything", true), .init("/**", "/a", true),
        .init("/a**b", "/ab", true), .init("/a*b*c", "/a1b2c3", true), .init("/a*b*c", "/acb", false),
        .init("/a*b*c$", "/abcbc", true), .init("/a*b*c$", "/abcb", false), .init("/a*$", "/abc", true),
        .init("/*a*a*a$", "/aaa", true), .init("/*a*a*a$", "/aa", false), .init("/a$", "/a", true),
        .init("/a$", "/ab", false), .init("/a$", "/a?", false), .init("/$", "/", true), .init("$", "/", false),
        .init("/a$b", "/a$b", true), .init("/a$b", "/a", false), .init("/a$$", "/a$", true),
        .init("/*/x", "/y?u=/x", true), .init("/*?", "/a?b", true), .init("/*?", "/a", false),
        .init("/a*/b", "/a/b", true), .init("/a*/b", "/a/c/b", true), .init("/*.js$", "/a.json", false),
        .init("/*/print$", "/2024/story/print", true), .init("/*/print$", "/2024/story/print/", false),
    ]

    static let encoding: [PatternCase] = [
        // RFC 9309 §2.2.2, the table.
        .init("/foo/bar?baz=quz", "/foo/bar?baz=quz", true),
        .init("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", true),
        .init("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar", true),
        .init("/foo/bar/\u{30C4}", "/foo/bar/%E3%83%84", true),
        .init("/foo/bar/%E3%83%84", "/foo/bar/\u{30C4}", true),
        .init("/foo/bar/%62%61%7A", "/foo/bar/baz", true), .init("/foo/bar/baz", "/foo/bar/%62%61%7A", true),
        // RFC 9309 §2.2.3: special characters verbatim.
        .init("/path/file-with-a-%2A.html", "/path/file-with-a-*.html", true),
        .init("/path/file-with-a-%2A.html", "/path/file-with-a-x.html", false),
        .init("/path/foo-%24", "/path/foo-$", true), .init("/path/foo-%24", "/path/foo-$bar", true),
        .init("/path/foo-%24", "/path/foo-", false),
        .init("/%e3%83%84", "/%E3%83%84", true), .init("/%E3%83%84", "/%e3%83%85", false),
        .init("/a%2Fb", "/a/b", false), .init("/a/b", "/a%2Fb", false), .init("/a%2fb", "/a%2Fb", true),
        .init("/a%3Fb", "/a?b", false), .init("/a?b", "/a%3Fb", false), .init("/a%2Cb", "/a,b", true),
        .init("/a,b", "/a%2Cb", true), .init("/a:b", "/a%3ab", true), .init("/~joe", "/%7Ejoe", true),
        .init("/%7ejoe", "/~joe", true), .init("/a?b%26c", "/a?b&c", false), .init("/a?b%3Dc", "/a?b=c", false),
        .init("/a?b=c%20d", "/a?b=c d", true), .init("/a%", "/a%", true), .init("/a%zz", "/a%zz", true),
        .init("/a%zz", "/a%25zz", false), .init("/a%25", "/a%25", true), .init("/a%2", "/a%2", true),
        .init("/*u=https%3A%2F%2F", "/p?u=https://x", true), .init("/*u=https://", "/p?u=https%3A%2F%2Fx", true),
        .init("/\"a\"", "/%22a%22", true), .init("/%7Bid%7D", "/{id}", true), .init("/a|b", "/a%7Cb", true),
        .init("/Stra\u{DF}e", "/Stra%C3%9Fe", true), .init("/Stra%DFe", "/Stra\u{DF}e", false),
        .init("/a%23b", "/a%23b", true), .init("/a%23b", "/a#b", false),
        .init("/\u{43D}\u{43E}\u{432}", "/%D0%BD%D0%BE%D0%B2%D0%BE", true),
    ]
}
