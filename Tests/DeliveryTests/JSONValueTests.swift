import Foundation
import Testing

@testable import Delivery

@Suite struct JSONValueTests {
    /// Foundation reads what is written as what it was, on one line and indented.
    @Test func everythingComesBack() throws {
        let text = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init))) + "\u{2028}🦪"
        let value: JSONValue = [
            text: .string(text), "": .list([]), "none": .object([]), "null": .null, "zero": .number(0),
            "one": .number(1),
            "part": .number(0.953), "far": .number(-1.5e300), "big": .integer(.max),
            "list": .list([.integer(-1), .list([.string("")])]),
        ]
        let expected: [String: Any] = [
            text: text, "": [Any](), "none": [String: Any](), "null": NSNull(), "zero": 0, "one": 1, "part": 0.953,
            "far": -1.5e300,
            "big": Int.max, "list": [-1, [""]] as [Any],
        ]
        for json in [try value.text(), try value.compactText()] {
            let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
            #expect((object as? NSDictionary) == expected as NSDictionary)
        }
        #expect(try !value.compactText().contains("\n"))
        #expect(throws: DeliveryError.self) { try JSONValue.list([.number(.nan)]).text() }
    }
}
