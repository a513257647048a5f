/// A manual page written by hand, with `@places@` for what other sources know.
public struct PageTemplate {
    /// A place in a template that nothing is known for.
    public struct UnknownPlace: Error, Equatable {
        public let name: String
    }

    private let text: String

    public init(_ text: String) { self.text = text }

    /// - Parameter fill: the text of a place by what stands between its signs, nil where it knows none.
    /// - Throws: `UnknownPlace` for a place without text, or whatever `fill` throws.
    public func filled(_ fill: (_ place: String) throws -> String?) throws -> String {
        var result = ""
        var rest = text[...]
        while let place = rest.firstMatch(of: /@([a-z][a-z0-9 .\/-]*)@/) {
            let name = String(place.1)
            guard let words = try fill(name) else { throw UnknownPlace(name: name) }
            result += rest[..<place.range.lowerBound] + words
            rest = rest[place.range.upperBound...]
        }
        return result + rest
    }
}
