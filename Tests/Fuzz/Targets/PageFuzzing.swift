import Extraction
import HTML
import JSON

enum PageFuzzing {
    private static let extractor = try? Extractor()

    static func faults(_ bytes: [UInt8]) -> [String] {
        guard let extractor else { return ["the bundled model cannot be used"] }
        // Refusing is fine.
        guard let analysis = try? extractor.analyse(Page(bytes: bytes, url: "https://news.example/a/b?c=d")) else {
            return []
        }
        let article = analysis.article()
        var json = JSONWriter()
        json.beginObject()
        article.write(to: &json, url: nil, paragraphs: true)
        analysis.writeBlocks(to: &json)
        json.endObject()
        return faults(json: json.bytes)
            + (article.paragraphs.contains { $0.text.isEmpty } ? ["an empty paragraph"] : [])
    }

    static func faults(plainText bytes: [UInt8]) -> [String] {
        guard let once = try? PlainText.clean(bytes) else { return [] }
        let text = once.text
        var faults = OutputCheck.faults(in: text) + once.removed.flatMap { OutputCheck.faults(in: $0.text) }
        if let title = once.title { faults += OutputCheck.faults(in: title, isField: true) }
        // What is left of a binary file may no longer be a text.
        guard let twice = try? PlainText.clean(Array(text.utf8)) else { return faults + ["clean text is refused"] }
        if twice.text != text {
            faults.append("cleaned twice: \(text.debugDescription) ▶ \(twice.text.debugDescription)")
        }
        return faults
    }

    /// Every string of a JSON text, however deep.
    static func faults(json bytes: [UInt8]) -> [String] {
        guard let value = try? JSONValue.parse(bytes) else { return ["the result is no JSON"] }
        var faults: [String] = []
        var waiting = [("", value)]
        while let (key, next) = waiting.popLast() {
            switch next {
            case .string(let text):
                let isText = ["text", "summary", "content"].contains(key)
                faults += OutputCheck.faults(in: text, isField: !isText).map { "\(key) holds \($0)" }
            case .array(let elements): waiting += elements.map { (key, $0) }
            case .object(let members): waiting += members.map { ($0.key, $0.value) }
            default: break
            }
        }
        return faults
    }
}
