import Foundation
import Testing

/// What is public says what it is.
@Suite struct PublicSymbolTests {
    /// Types and functions; of properties, numbers, bytes and spans say their unit, and optionals what nil means; an
    /// initialiser that throws says when.
    // Read only.
    private nonisolated(unsafe) static let owesWords =
        #/^ *(?:@[\w(), ]+ +)*public (?:\w+(?:\(set\))? )*(?:(?:struct|class|enum|protocol|actor|func|subscript|typealias)\b|init.*throws|(?:var|let) \w+(?:: [^={]*(?:\bU?Int\d*|\bDouble|\bDuration|\bData|\[UInt8\]|\?)\s*(?:[={]|$)| = [\d.]))/#

    static let libraries: [String] = {
        let sources = ShippedConfigurationTests.root + "/Sources"
        let names = FileManager.default.enumerator(atPath: sources)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".swift") && !$0.hasPrefix("copydesk") }.sorted()
    }()

    @Test func everyPublicSymbolThatNeedsWordsHasThem() throws {
        #expect(Self.libraries.count > 300)
        var silent: [String] = []
        var count = 0
        for file in Self.libraries {
            let text = try String(contentsOfFile: "\(ShippedConfigurationTests.root)/Sources/\(file)", encoding: .utf8)
            let lines = text.components(separatedBy: "\n")
            for (number, line) in lines.enumerated() where line.contains("public ") {
                guard line.prefixMatch(of: Self.owesWords) != nil else { continue }
                count += 1
                let above = lines[..<number].last { !$0.drop { $0 == " " }.hasPrefix("@") } ?? ""
                if !above.drop(while: { $0 == " " }).hasPrefix("///") {
                    silent.append("\(file):\(number + 1): \(line)")
                }
            }
        }
        #expect(silent == [])
        #expect(count > 900, "the pattern finds them")
    }
}
