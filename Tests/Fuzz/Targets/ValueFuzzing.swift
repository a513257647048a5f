import Dates
import JSON

enum JSONFuzzing {
    static func faults(_ bytes: [UInt8]) -> [String] {
        [JSONTolerance.strict, .pages].flatMap { tolerance -> [String] in
            guard let value = try? JSONValue.parse(bytes, tolerance: tolerance) else { return [] }
            var once = JSONWriter()
            once.value(value)
            guard let again = try? JSONValue.parse(once.bytes) else {
                return ["what was written cannot be read: \(String(decoding: once.bytes, as: UTF8.self))"]
            }
            var twice = JSONWriter()
            twice.value(again)
            return once.bytes == twice.bytes ? [] : ["another text when written again"]
        }
    }
}

enum DateFuzzing {
    static func faults(_ bytes: [UInt8]) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self)
        return [Timestamp.parse(text), Timestamp.parse(text, order: .monthFirst), Timestamp.find(in: text)]
            .compactMap { $0 }.flatMap { found -> [String] in
                let written = found.iso8601
                guard let again = Timestamp.parse(written) else { return ["\(written) cannot be read again"] }
                return again.epochMilliseconds == found.epochMilliseconds ? [] : ["\(written) is read otherwise"]
            }
    }
}
