import Dispatch
import Extraction
import Foundation
import JSON

/// The pages that the requests on standard input name, to an empty line or the end.
func readPages() throws -> [Page] {
    var pages: [Page] = []
    while let line = readLine(), !line.isEmpty {
        let request = try JSONValue.parse(Array(line.utf8))
        guard let path = request["path"]?.string else { throw CocoaError(.fileReadCorruptFile) }
        let bytes = path.hasSuffix(".gz") ? try unpacked(path) : Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        pages.append(Page(bytes: bytes, url: request["url"]?.string, charset: request["charset"]?.string))
    }
    return pages
}

private func unpacked(_ path: String) throws -> [UInt8] {
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
    gzip.arguments = ["-dc", path]
    let pipe = Pipe()
    gzip.standardOutput = pipe
    try gzip.run()
    let bytes = Array(pipe.fileHandleForReading.readDataToEndOfFile())
    gzip.waitUntilExit()
    return bytes
}

/// Every page once; a function by itself in the program, since callgrind counts what is called by this name.
@inline(never) func extractOnce(_ pages: [Page]) throws { try extract(pages) }

func extract(_ pages: [Page]) throws {
    let extractor = try Extractor()
    var characters = 0
    for page in pages {
        // Workers measure each page.
        var watch = StageWatch { DispatchTime.now().uptimeNanoseconds }
        // A page that cannot be read costs what it costs until that is known.
        characters += (try? extractor.extract(page))?.text.utf8.count ?? 0
    }
    print("\(pages.count) pages, \(characters) bytes of text")
}

/// For each page a hash of all that extraction says of it: equal for two builds that extract alike.
func printDigests(_ pages: [Page]) throws {
    let extractor = try Extractor()
    for (number, page) in pages.enumerated() {
        var json = JSONWriter()
        do {
            let article = try extractor.extract(page)
            json.beginObject()
            article.write(to: &json, url: page.url, paragraphs: true)
            json.endObject()
        } catch {
            json.string("\(error)")
        }
        let hash = json.bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        print(number, String(hash, radix: 16))
    }
}
