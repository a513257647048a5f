import Testing

@testable import JSON

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

private func written(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.value(value)
    return String(decoding: writer.bytes, as: UTF8.self)
}

@Suite struct StrictReading {
    @Test(arguments: [
        ("{}", "{}"), (" [ ] ", "[]"), ("\"a\"", "\"a\""), ("-1.5e3", "-1500"), ("0", "0"), ("true", "true"),
        ("{\"a\":[1,2,{\"b\":null}],\"c\":\"d\"}", "{\"a\":[1,2,{\"b\":null}],\"c\":\"d\"}"),
        ("\"\\u00e9\\n\\\"\\/\"", "\"é\\n\\\"/\""), ("\"\\ud83d\\ude00\"", "\"😀\""), ("\"\\ud83d\"", "\"\u{FFFD}\""),
        ("[\"\u{7F}\"]", "[\"\\u007f\"]"), ("[\"\u{9B}\u{A0}\"]", "[\"\\u009b\u{A0}\"]"),
        ("9007199254740991", "9007199254740991"),
    ])
    func readsAndWritesBack(text: String, expected: String) throws {
        #expect(written(try JSONValue.parse(bytes(text))) == expected)
    }

    @Test(arguments: [
        "", " ", "{", "[1", "[1,]", "{\"a\":1,}", "{a:1}", "[1 2]", "{\"a\" 1}", "01", "1.", "+1", "nul", "\"a",
        "\"a\nb\"", "[1]]",
        "{} x", "[,1]", "{\"a\":}", "]", "\"\\x\"", "\"\\u12\"", "{\"a\":1 \"b\":2}", "// c\n1", "'a'", "{[]}",
        "{\"a\"}", "{1:2}", "NaN",
    ])
    func refuses(text: String) {
        #expect(throws: JSONError.self) { try JSONValue.parse(bytes(text)) }
    }

    @Test(arguments: [true, false]) func theNumberOfValuesIsBounded(tolerant: Bool) throws {
        for (text, isRead) in [("[1,[],{}]", true), ("[1,[],{},2]", false), ("{\"a\":{\"b\":[1,2,3]}}", false)] {
            var reader = JSONReader(bytes: bytes(text), tolerant: tolerant, maximumDepth: 8)
            reader.valueLimit = 4
            let isBounded = (try? reader.read()) != nil  // Its only error is the one that is looked for.
            #expect(isBounded == isRead, "\(text)")
        }
    }

    /// Strings are passed over in words of eight bytes: wherever in them something stands that ends or changes a string.
    @Test(arguments: 0..<18) func whatAStringHoldsIsFoundInEveryPlace(before: Int) throws {
        for after in 0..<10 {
            let (left, right) = (
                String(repeating: "ö", count: before / 2) + String(repeating: " ", count: before % 2),
                String(repeating: "~", count: after)
            )
            for (escaped, read) in [
                ("\\\"", "\""), ("\\\\", "\\"), ("\\n", "\n"), ("\\u00e9", "é"), ("\u{7F}", "\u{7F}"), ("", ""),
            ] {
                let text = bytes("[\"\(left)\(escaped)\(right)\",1]")
                #expect(try JSONValue.parse(text) == .array([.string(left + read + right), .number(1)]))
                #expect(try leaving("{\"a\":\"\(left)\(escaped)\(right)\"}") == left + read + right)
            }
            for control in ["\n", "\u{1F}", "\u{0}"] {
                let text = bytes("[\"\(left)\(control)\(right)\"]")
                #expect(throws: JSONError.self) { try JSONValue.parse(text) }
                #expect(throws: JSONError.self) { try leaving("{\"a\":\"\(left)\(control)\(right)\"}") }
                #expect(try JSONValue.parse(text, tolerance: .pages) == .array([.string(left + control + right)]))
            }
        }
    }

    private func leaving(_ text: String) throws -> String? {
        let (value, place) = try JSONValue.parse(bytes(text), leaving: "a")
        guard let place else { return nil }
        #expect(value["a"] == .string(""))
        return JSONValue.bytes(ofString: Array(bytes(text)[place])).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        arguments: [
            ("{\"a\":\"b\",\"c\":1}", "b"), ("{ \"c\" : [\"a\"] , \"a\" : \"\\ud83d\\ude00\\ud83d\" }", "😀\u{FFFD}"),
            ("{\"a\":\"\"}", ""),
            ("{\"a\":\"1\",\"a\":\"2\"}", "1"), ("{\"a\":null,\"a\":\"2\"}", nil), ("{\"b\":{\"a\":\"1\"}}", nil),
            ("[\"a\",\"b\"]", nil),
            ("{\"a\":1}", nil), ("\"a\"", nil),
        ] as [(String, String?)])
    func oneStringIsLeftAsItStands(text: String, expected: String?) throws {
        #expect(try leaving(text) == expected)
    }

    @Test(arguments: [
        "{\"a\":\"\\x\"}", "{\"a\":\"\\u00g1\"}", "{\"a\":\"b}", "{\"a\":\"b\\", "{\"a\":\"b\" \"c\":1}",
        "{\"a\":\"b\"} x",
    ])
    func whatIsLeftIsValid(text: String) {
        #expect(throws: JSONError.self) { try leaving(text) }
    }

    @Test(arguments: ["", "a", "\"a", "\"a\"b", "\"\\x\"", "1"]) func bytesAreThoseOfOneString(literal: String) {
        #expect(JSONValue.bytes(ofString: bytes(literal)) == nil)
    }

    @Test func depthIsBounded() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError.self) { try JSONValue.parse(bytes(deep)) }
    }
}

@Suite struct TolerantReading {
    @Test(arguments: [
        ("{\"a\":1,}", "{\"a\":1}"), ("[1,,2,]", "[1,2]"), ("{\"a\":\"x\ny\"}", "{\"a\":\"x\\ny\"}"),
        ("<!--\n{\"a\":1}\n-->", "{\"a\":1}"), ("//<![CDATA[\n{\"a\":1}\n//]]>", "{\"a\":1}"),
        ("{\"a\":1};", "{\"a\":1}"),
        ("/* c */ {\"a\":/* d */1}", "{\"a\":1}"), ("{\"a\":[1,2", "{\"a\":[1,2]}"),
        ("{\"a\":\"unfinis", "{\"a\":\"unfinis\"}"),
        ("{\"a\":1 \"b\":2}", "{\"a\":1,\"b\":2}"), ("{\"a\":undefined}", "{\"a\":null}"),
        ("window.x = {\"a\":1}", "{\"a\":1}"),
        ("{\"a\":\"\\x\"}", "{\"a\":\"x\"}"), ("\u{FEFF}{\"a\":1}", "{\"a\":1}"),
    ])
    func mends(text: String, expected: String) throws {
        #expect(written(try JSONValue.parse(bytes(text), tolerance: .pages)) == expected)
    }

    @Test func skipsWhatIsNestedTooDeep() throws {
        let text = "{\"a\":[[[[1,\"]\"]]]],\"b\":2}"
        #expect(
            written(try JSONValue.parse(bytes(text), tolerance: .pages, maximumDepth: 3)) == "{\"a\":[[null]],\"b\":2}")
    }

    @Test func deepNestingTakesLinearTimeAndNoStack() throws {
        let text = String(repeating: "[", count: 1_000_000) + String(repeating: "]", count: 1_000_000)
        _ = try JSONValue.parse(bytes(text), tolerance: .pages)
    }
}

@Suite struct Access {
    @Test func findsMembersAndElements() throws {
        let value = try JSONValue.parse(bytes("{\"a\":[\"x\"],\"b\":\"y\",\"c\":null,\"a\":2}"))
        #expect(value["a"]?.array == [.string("x")])
        #expect(value["b"]?.elements == [.string("y")])
        #expect(value["c"]?.elements == [])
        #expect(value["d"] == nil)
        #expect(JSONValue.number(1)["a"] == nil)
    }

    @Test(arguments: [(0.12345, "0.123"), (1, "1"), (.infinity, "null"), (-0.5, "-0.5"), (2.5e301, "2.5e+301")])
    func numbersAreRounded(value: Double, expected: String) {
        var writer = JSONWriter()
        writer.number(value)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }
}

@Suite struct EmptyContainerTests {
    @Test(arguments: ["[1,{}]", "[1,[]]", "{\"a\":1,\"b\":[]}"]) func aCommaMayStandBeforeOne(text: String) throws {
        var json = JSONWriter()
        json.value(try JSONValue.parse(Array(text.utf8)))
        #expect(String(decoding: json.bytes, as: UTF8.self) == text)
    }
}
