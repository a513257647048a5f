import Foundation
import JSON
import Worker

/// Why a line of a batch has no article.
package struct BatchError: Error {
    package let code: String
    package let message: String

    /// - Parameter id: as JSON.
    package func line(id: [UInt8]) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("code", code)
        json.member("message", LogText.clean(message, limit: 2000))
        json.endObject()
        return Array("{\"id\":".utf8) + id + Array(",\"error\":".utf8) + json.bytes + [UInt8(ascii: "}")]
    }
}

/// One line of a batch.
package struct BatchRequest: Sendable {
    /// The JSON that the line gives, to the letter, since no number type holds every id; null when the line cannot be read.
    package let id: [UInt8]
    private let parsed: Result<JSONValue, BatchError>
    /// The page as the line writes it, if it holds one as a JSON string. A worker decodes it: one process reads the lines for all
    /// workers, and they should not have to wait for it.
    private let literal: [UInt8]?

    package init(_ line: [UInt8]) {
        do throws(JSONError) {
            let (value, place) = try JSONValue.parse(line, leaving: "html")
            literal = place.map { Array(line[$0]) }
            id = TopLevelMember.find("id", in: line).map(Array.init) ?? Array("null".utf8)
            let isObject = value.object != nil
            parsed =
                isObject
                ? .success(value) : .failure(BatchError(code: "bad-line", message: "the line is not a JSON object"))
        } catch {
            id = Array("null".utf8)
            literal = nil
            parsed = .failure(
                BatchError(code: "bad-line", message: "not JSON: \(error.message) at byte \(error.offset)"))
        }
    }

    /// The job for a worker, with the page's bytes.
    /// - Parameter read: reads the file that a line names.
    package func job(
        reading read: (String) throws(CommandFailure) -> [UInt8] = { path throws(CommandFailure) in
            try StandardStreams.read(path)
        }
    ) -> Result<Job, BatchError> {
        parsed.flatMap { value in
            content(of: value, read).map { body in
                var job = Job(id: 1, operation: .extract, body: body)
                job["url"] = value["url"]?.string
                job["charset"] = value["html"] == nil ? value["charset"]?.string : "utf-8"
                if literal != nil {
                    job["json_string"] = "yes"
                } else if value["path"]?.string?.hasSuffix(".gz") == true {
                    job["gzip"] = "yes"
                }
                return job
            }
        }
    }

    private func content(
        of value: JSONValue, _ read: (String) throws(CommandFailure) -> [UInt8]
    ) -> Result<[UInt8], BatchError> {
        if let literal { return .success(literal) }
        if let encoded = value["html_base64"]?.string {
            guard let data = Data(base64Encoded: encoded) else {
                return .failure(BatchError(code: "bad-line", message: "html_base64 is not base64"))
            }
            return .success(Array(data))
        }
        guard let path = value["path"]?.string else {
            return .failure(BatchError(code: "bad-line", message: "the line has none of html, html_base64 and path"))
        }
        do throws(CommandFailure) {
            return .success(try read(path))
        } catch {
            return .failure(BatchError(code: "no-input", message: error.message))
        }
    }
}

/// Finds a member of an object in the bytes of valid JSON.
enum TopLevelMember {
    /// - Returns: the value as written, of the first member with that name; nil without one, or when its name is written with
    ///   escapes.
    static func find(_ name: String, in json: [UInt8]) -> ArraySlice<UInt8>? {
        var depth = 0
        var position = 0
        /// Where the string began that may be a name, and where the value of the wanted name begins.
        var (nameStart, valueStart) = (0, Int?.none)
        while position < json.count {
            switch json[position] {
            case UInt8(ascii: "\""):
                nameStart = position + 1
                position = endOfString(json, from: nameStart)
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ":") where depth == 1 && valueStart == nil:
                // Between a name and its colon there may be blanks, so the name's end is looked for anew.
                if json[nameStart..<endOfString(json, from: nameStart)].elementsEqual(name.utf8) {
                    valueStart = position + 1
                }
            case UInt8(ascii: ",") where depth == 1:
                if let valueStart { return trimmed(json[valueStart..<position]) }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0, let valueStart { return trimmed(json[valueStart..<position]) }
            default: break
            }
            position += 1
        }
        return nil
    }

    /// The position of the closing quotation mark.
    private static func endOfString(_ json: [UInt8], from start: Int) -> Int {
        var position = start
        while position < json.count, json[position] != UInt8(ascii: "\"") {
            position += json[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(position, json.count)
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte <= 0x20 }
        guard let last = value.lastIndex(where: { !isBlank($0) }) else { return value }
        return value[...last].drop(while: isBlank)
    }
}
