// The trainer's eye: what the extraction code sees and does, for Benchmarks/train.py.
//
//     extraction-features dump DIRECTORY            pages in, blocks.ndjson, features.f32 and names.txt out
//     extraction-features extract MODEL             pages in, {"id", "text", "title", "authors", "date"} a line out
//
// Pages come as NDJSON on standard input, as `copydesk extract --batch` takes them; only "path" is read, with "id", "url"
// and "charset".
import Extraction
import Foundation
import JSON

func readPage(_ line: String) throws -> (id: String, page: Page) {
    let request = try JSONValue.parse(Array(line.utf8))
    guard let id = request["id"]?.string, let path = request["path"]?.string else {
        throw CocoaError(.fileReadCorruptFile)
    }
    let bytes: [UInt8]
    if path.hasSuffix(".gz") {
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
        gzip.arguments = ["-dc", path]
        let pipe = Pipe()
        gzip.standardOutput = pipe
        try gzip.run()
        bytes = Array(pipe.fileHandleForReading.readDataToEndOfFile())
        gzip.waitUntilExit()
    } else {
        bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
    return (id, Page(bytes: bytes, url: request["url"]?.string, charset: request["charset"]?.string))
}

func dump(to directory: URL) throws {
    var lines: [UInt8] = []
    var matrix = Data()
    var names: [String] = []
    while let line = readLine() {
        let (id, page) = try readPage(line)
        var json = JSONWriter()
        json.beginObject()
        json.member("id", id)
        if let found = try? Extractor.features(of: page) {  // A page that cannot be read has no blocks to learn from.
            if names.isEmpty { names = found.names }
            found.rows.withUnsafeBytes { matrix.append(contentsOf: $0) }
            json.member("texts", found.texts)
        }
        json.endObject()
        lines += json.bytes + [0x0A]
    }
    try Data(lines).write(to: directory.appendingPathComponent("blocks.ndjson"))
    try matrix.write(to: directory.appendingPathComponent("features.f32"))
    try names.joined(separator: "\n").write(
        to: directory.appendingPathComponent("names.txt"), atomically: true, encoding: .utf8)
}

func extract(model path: String) throws {
    let model = try BoostedTrees(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    let extractor = try Extractor(model: model)
    while let line = readLine() {
        let (id, page) = try readPage(line)
        var json = JSONWriter()
        json.beginObject()
        json.member("id", id)
        if let article = try? extractor.extract(page) {  // An unreadable page scores as empty.
            json.member("kind", article.kind.rawValue)
            json.member("text", article.text)
            json.nullableMember("title", article.metadata.title)
            json.member("authors", article.metadata.authors)
            json.nullableMember("date", article.metadata.published)
        }
        json.endObject()
        print(String(decoding: json.bytes, as: UTF8.self))
    }
}

let arguments = CommandLine.arguments
switch (arguments.dropFirst().first, arguments.count) {
case ("dump", 3): try dump(to: URL(fileURLWithPath: arguments[2]))
case ("extract", 3): try extract(model: arguments[2])
default:
    FileHandle.standardError.write(Data("usage: extraction-features dump DIRECTORY | extract MODEL\n".utf8))
    exit(64)
}
