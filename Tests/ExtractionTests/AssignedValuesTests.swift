import Testing

@testable import Extraction

/// What is read of the values that scripts assign.
@Suite struct AssignedValuesTests {
    static let rows: [(script: String, values: [String])] = [
        (#"window.__STATE__ = {"a": [1, {"b": "}"}]}; next()"#, [#"{"a": [1, {"b": "}"}]}"#]),
        (#"var a=[{"b":1}],c={"d":"\"}"};"#, [#"[{"b":1}]"#, #"{"d":"\"}"}"#]),
        (#"if (a == b) { c() } else { d = 1 }"#, []),
        (#"a = {"unfinished": ["#, [#"{"unfinished": ["#]),
        (#"a = JSON.parse("{\"b\":\"c\"}"); d = {"e":1}"#, [#"["{\"b\":\"c\"}"]"#, #"{"e":1}"#]),
        (#"a = JSON.parse('{"b":"it\'s \\u0063"}')"#, [#"["{\"b\":\"it's \\u0063\"}"]"#]),
        (#"a = JSON.parse('{"cut"#, [#"["{\"cut"]"#]),
        (#"a = JSON.parse(text)"#, []),
        ("", []),
    ]

    @Test(arguments: rows) func values(_ row: (script: String, values: [String])) {
        let found = AssignedValues(Array(row.script.utf8)[...]).map { value in
            switch value {
            case .json(let text): String(decoding: text, as: UTF8.self)
            case .quoted(let text): String(decoding: text, as: UTF8.self)
            }
        }
        #expect(found == row.values)
    }
}
