/// One invented article, set in three themes as three sites would: the text must come out the same.
enum ThemedPage: CaseIterable {
    /// HTML5 elements and telling class names.
    case semantic
    /// Nested `div`s with hashed class names.
    case hashed
    /// Tables for the layout and line breaks for paragraphs, as in 1999.
    case tables

    static let title = "Glider pilots of Marrowfield find an airfield under the barley"
    static let standfirst =
        "A dry summer has drawn the outlines of a forgotten runway. The club that was looking for a home may not have far to go."
    static let paragraphs = [
        "Seen from eight hundred metres, the barley field west of Marrowfield has had a stripe since June. It runs from north-east to south-west, it is forty metres wide, and it is as straight as a ruler. The glider pilots who discovered it took it for a pipeline at first.",
        "It is a runway. In the county’s archive the club’s secretary found a drawing from 1938 that shows a landing ground for a postal service which was never opened. The grass strip had been drained with clay tiles, and above the tiles the barley dries out a week earlier.",
        "“We have been looking for an airfield for six years,” said the secretary, Orla Penhallow. “All that time we flew over one every Sunday and complained about the view.”",
        "The club lost its old ground when the quarry at Stone End was widened. Since then its three gliders have stood in a barn, and its forty members have travelled ninety kilometres to fly. Eleven of them gave up in the past two years, most of them the youngest.",
        "The field belongs to a farmer who has no objection, as long as the barley is brought in first. He is asking for the rent that a cereal crop would have earned, and for one flight a year. The drains, he says, are in better order than his own.",
        "Before anything lands there, the aviation authority must look at the power line on the southern edge. Its inspectors have announced a visit for the second week of September. If they agree, the first winch launch could take place before the first frost.",
    ]

    private static let related = [
        "Quarry at Stone End grows towards the village", "Post by air, and why it never came",
        "Barley harvest two weeks early", "A barn full of wings",
    ]

    private func chrome(_ tag: String) -> String {
        ["News", "Villages", "Farming", "Sport"].map { "<\(tag)><a href=\"/s\">\($0)</a></\(tag)>" }.joined()
    }

    private func head() -> String {
        "<html lang=en><head><title>\(Self.title) - Marrow Post</title>"
            + "<meta property=og:title content=\"\(Self.title)\"></head>"
    }

    var source: String {
        switch self {
        case .semantic:
            head() + "<body><header><nav><ul>\(chrome("li"))</ul></nav></header><main><article><h1>\(Self.title)</h1>"
                + "<p class=standfirst>\(Self.standfirst)</p><p class=byline>By Ewan Lorrimer</p>"
                + Self.paragraphs.map { "<p>\($0)</p>" }.joined(separator: "<aside class=ad>Advertisement</aside>")
                + "</article><section class=related><h2>Related stories</h2><ul>" + teasers("li")
                + "</ul></section></main><footer><p>© 2026 Marrow Post. All rights reserved.</p></footer></body></html>"
        case .hashed:
            head() + "<body><div class=a1><div class=b2>\(chrome("div"))</div></div><div class=c3><div class=d4><h1>"
                + "\(Self.title)</h1><div class=e5>\(Self.standfirst)</div><div class=f6>By Ewan Lorrimer</div></div>"
                + Self.paragraphs.map { "<div class=g7><div class=h8>\($0)</div></div>" }.joined()
                + "</div><div class=i9><div class=j0>More stories</div>\(teasers("div"))</div>"
                + "<div class=k1>© 2026 Marrow Post. All rights reserved.</div></body></html>"
        case .tables:
            head() + "<body><table><tr><td><table>\(chrome("tr><td"))</table></td><td><h1>\(Self.title)</h1>"
                + ([Self.standfirst] + Self.paragraphs).joined(separator: "<br><br>\n")
                + "</td><td><b>More stories</b><br>" + teasers("p")
                + "</td></tr></table><p>© 2026 Marrow Post. All rights reserved.</p></body></html>"
        }
    }

    private func teasers(_ tag: String) -> String {
        Self.related.map { "<\(tag)><a href=\"/2026/a\">\($0)</a></\(tag)>" }.joined()
    }
}
