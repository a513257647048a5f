/// The name of an attribute, as a number. The names that rules ask for often have a constant; the others get a number
/// per document, which `Document.attributeName(_:)` finds.
public struct AttributeName: RawRepresentable, Sendable, Hashable {
    /// 0 stands for all names beyond a document's limit.
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// All further names of a document that has more than 60,000 different ones.
    public static let other = AttributeName(rawValue: 0)

    public static let `class` = known("class")
    public static let id = known("id")
    public static let href = known("href")
    public static let src = known("src")
    public static let rel = known("rel")
    public static let property = known("property")
    public static let name = known("name")
    public static let content = known("content")
    public static let itemprop = known("itemprop")
    public static let itemtype = known("itemtype")
    public static let itemscope = known("itemscope")
    public static let itemid = known("itemid")
    public static let role = known("role")
    public static let style = known("style")
    public static let hidden = known("hidden")
    public static let ariaHidden = known("aria-hidden")
    public static let ariaLabel = known("aria-label")
    public static let ariaModal = known("aria-modal")
    public static let lang = known("lang")
    public static let xmlLang = known("xml:lang")
    public static let dir = known("dir")
    public static let datetime = known("datetime")
    public static let type = known("type")
    public static let alt = known("alt")
    public static let title = known("title")
    public static let charset = known("charset")
    public static let httpEquiv = known("http-equiv")
    public static let srcset = known("srcset")
    public static let sizes = known("sizes")
    public static let media = known("media")
    public static let value = known("value")
    public static let colspan = known("colspan")
    public static let rowspan = known("rowspan")
    public static let width = known("width")
    public static let height = known("height")
    public static let onclick = known("onclick")
    public static let target = known("target")
    public static let action = known("action")
    public static let hreflang = known("hreflang")
    public static let start = known("start")
    public static let reversed = known("reversed")
    public static let open = known("open")
    public static let poster = known("poster")
    public static let dataSrc = known("data-src")
    public static let dataSrcset = known("data-srcset")
    public static let dataTestid = known("data-testid")
    public static let dataComponent = known("data-component")
    public static let dataComponentName = known("data-component-name")
    public static let dataType = known("data-type")
    public static let dataNosnippet = known("data-nosnippet")

    /// Names with a constant, each at the index that is its raw value.
    static let knownNames: [String] = [
        "", "class", "id", "href", "src", "rel", "property", "name", "content", "itemprop", "itemtype", "itemscope",
        "itemid", "role", "style", "hidden", "aria-hidden", "aria-label", "aria-modal", "lang", "xml:lang", "dir",
        "datetime", "type", "alt", "title", "charset", "http-equiv", "srcset", "sizes", "media", "value", "colspan",
        "rowspan", "width", "height", "onclick", "target", "action", "hreflang", "start", "reversed", "open", "poster",
        "data-src", "data-srcset", "data-testid", "data-component", "data-component-name", "data-type",
        "data-nosnippet",
    ]

    static let knownByName = Dictionary(
        uniqueKeysWithValues: zip(knownNames, (0...).lazy.map { AttributeName(rawValue: $0) }))

    private static func known(_ name: String) -> AttributeName { knownByName[name] ?? .other }
}
