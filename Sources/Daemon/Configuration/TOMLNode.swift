internal import CTOML
import Glibc

/// A value of a TOML document.
///
/// toml++ parses and judges the text through TOMLKit's C functions. TOMLKit's own types are not used: they never free what they
/// hand out, and ten thousand sources would leave some ten megabytes behind at every reload.
indirect enum TOMLNode {
    case table([String: TOMLNode])
    case array([TOMLNode])
    case string(String)
    case int(Int)
    case double(Double)
    case bool(Bool)
    case date, time, dateTime

    /// Parses a document whose text holds no NUL. Of each an empty table stays, which no function frees.
    static func parse(_ text: String) throws(TOMLFault) -> [String: TOMLNode] {
        // Written where there is no table.
        let error = UnsafeMutablePointer<CTOMLParseError>.allocate(capacity: 1)
        defer { error.deallocate() }
        guard let root = tableCreateFromString(text, error) else {
            defer { free(UnsafeMutableRawPointer(mutating: error.pointee.description)) }
            let place = error.pointee.source.begin
            throw TOMLFault(
                TextPosition(line: Int(place.line), column: Int(place.column)),
                String(cString: error.pointee.description))
        }
        defer { tableClear(root) }
        return members(of: root)
    }

    var table: [String: TOMLNode]? { if case .table(let members) = self { members } else { nil } }
    var array: [TOMLNode]? { if case .array(let elements) = self { elements } else { nil } }
    var string: String? { if case .string(let text) = self { text } else { nil } }
    var int: Int? { if case .int(let number) = self { number } else { nil } }
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// What it is, for a message.
    var typeName: String {
        switch self {
        case .table: "a table"
        case .array: "an array"
        case .string: "a string"
        case .int: "an integer"
        case .double: "a fraction"
        case .bool: "a boolean"
        case .date: "a date"
        case .time: "a time"
        case .dateTime: "a date with time"
        }
    }
}

extension TOMLNode {
    private static func members(of table: OpaquePointer) -> [String: TOMLNode] {
        let count = tableSize(table)
        let keys = tableGetKeys(table)
        defer { free(UnsafeMutableRawPointer(mutating: keys)) }
        var members: [String: TOMLNode] = [:]
        members.reserveCapacity(count)
        for index in 0..<count {
            defer { free(UnsafeMutableRawPointer(mutating: keys[index])) }
            if let node = tableGetNode(table, keys[index]) { members[String(cString: keys[index])] = TOMLNode(node) }
        }
        return members
    }

    private static func elements(of array: OpaquePointer) -> [TOMLNode] {
        (0..<arraySize(array)).map { TOMLNode(arrayGetNode(array, Int64($0))) }
    }

    private init(_ node: OpaquePointer) {
        switch nodeType(node) {
        case .table: self = .table(nodeAsTable(node).map(Self.members) ?? [:])
        case .array: self = .array(nodeAsArray(node).map(Self.elements) ?? [])
        case .integer: self = .int(Self.taken(nodeAsInt(node)).map(Int.init) ?? 0)
        case .floatingPoint: self = .double(Self.taken(nodeAsDouble(node)) ?? 0)
        case .boolean: self = .bool(Self.taken(nodeAsBool(node)) ?? false)
        case .date: self = .date
        case .timeType: self = .time
        case .dateTime: self = .dateTime
        case .string:
            let text = nodeAsString(node)
            defer { free(UnsafeMutablePointer(mutating: text)) }
            self = .string(text.map { String(cString: $0) } ?? "")
        }
    }

    /// What a function hands out in memory of its own.
    private static func taken<Value>(_ pointer: UnsafePointer<Value>?) -> Value? {
        defer { free(UnsafeMutablePointer(mutating: pointer)) }
        return pointer?.pointee
    }
}
