import Archive
import JSON
import Worker

/// The pages of a WARC file as requests of a batch: every response and resource that holds a web page, in order. What else there
/// is (requests, revisits, pictures, redirects) is passed over.
package struct WARCPages {
    package struct Page {
        /// JSON: the record's identifier, or file and offset where it has none.
        package let id: [UInt8]
        package let job: Result<Job, BatchError>
    }

    private let path: String
    private let reader: WARCReader
    private var isOver = false
    /// Where the last page's record begins in the file.
    private(set) var position = 0
    private static let inflatedLimit = 32 << 20

    package init(path: String) throws(CommandFailure) {
        self.path = path
        do throws(WARCReader.Failure) {
            reader = try WARCReader(path: path)
        } catch {
            throw CommandFailure(.noInput, "\(path): \(error)")
        }
    }

    /// The next page; nil at the end. Where the file is damaged, that is the last answer.
    package mutating func next() -> Page? {
        do throws(WARCReader.Failure) {
            while !isOver, let entry = try reader.next() {
                position = entry.offset
                if let page = page(entry) { return page }
            }
        } catch {
            isOver = true
            return Page(
                id: Self.json(path), job: .failure(BatchError(code: "damaged-archive", message: "\(path): \(error)")))
        }
        return nil
    }

    private func page(_ entry: WARCReader.Entry) -> Page? {
        let record = entry.record
        let id = record["WARC-Record-ID"].map { String($0.drop { $0 == "<" }.prefix { $0 != ">" }) }
        let name = Self.json(id ?? "\(path)#\(entry.offset)")
        switch record.kind {
        case .response:
            guard let message = HTTPMessage(record.block), message.status == 200,
                Self.isPage(message["Content-Type"])
            else { return nil }
            do throws(HTTPMessage.Undecodable) {
                let body = try message.decodedBody(limit: Self.inflatedLimit)
                return Page(id: name, job: .success(Self.job(body, record, type: message["Content-Type"])))
            } catch {
                return Page(id: name, job: .failure(BatchError(code: "not-a-page", message: error.reason)))
            }
        case .resource where Self.isPage(record["Content-Type"]):
            return Page(id: name, job: .success(Self.job(record.block, record, type: record["Content-Type"])))
        case .resource, .revisit, .warcinfo, nil: return nil
        }
    }

    private static func job(_ body: [UInt8], _ record: WARCRecord, type: String?) -> Job {
        var job = Job(id: 1, operation: .extract, body: body)
        job["url"] = record["WARC-Target-URI"].map { String($0.drop { $0 == "<" }.prefix { $0 != ">" }) }
        job["charset"] = charset(of: type)
        return job
    }

    /// A page without a declared type is one.
    private static func isPage(_ type: String?) -> Bool {
        guard let type = type?.lowercased() else { return true }
        return type.contains("html")
    }

    static func charset(of type: String?) -> String? {
        guard let type, let range = type.lowercased().firstRange(of: "charset=") else { return nil }
        let offset = type.lowercased().distance(from: type.lowercased().startIndex, to: range.upperBound)
        let value = type.dropFirst(offset).drop { $0 == "\"" || $0 == "'" }.prefix { !"\"'; ".contains($0) }
        return value.isEmpty ? nil : String(value)
    }

    private static func json(_ text: String) -> [UInt8] {
        var json = JSONWriter()
        json.value(.string(LogText.clean(text, limit: 4000)))
        return json.bytes
    }
}
