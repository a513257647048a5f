/// What is wrong with a setting's value, and in which part of the value.
struct SettingProblem: Error {
    var message: String
    /// The way from the value to the part, empty for the value itself.
    var steps: TOMLPath = []
}

struct SettingProblems: Error {
    var problems: [SettingProblem]

    init(_ problems: [SettingProblem]) {
        self.problems = problems
    }

    init(_ message: String) {
        problems = [SettingProblem(message: message)]
    }
}

/// How one kind of setting is read from TOML, checked, and written back.
struct SettingKind<Value: Equatable> {
    /// The value, or what is wrong in words that follow `"key" in [section]`.
    let read: (TOMLNode) throws(SettingProblems) -> Value
    /// The value as it would stand in the file.
    let render: (Value) -> String

    /// A value of the wrong type.
    static func mismatch(_ expected: String, _ value: TOMLNode) -> SettingProblems {
        SettingProblems("must be \(expected), not \(value.typeName)")
    }

    /// The same kind for a setting that may be absent.
    var optional: SettingKind<Value?> {
        SettingKind<Value?>(
            read: { value throws(SettingProblems) in try read(value) },
            render: { $0.map(render) ?? "" })
    }

    /// A list of the same kind; `names` says what of.
    func list(of names: String) -> SettingKind<[Value]> {
        SettingKind<[Value]>(
            read: { value throws(SettingProblems) in
                guard let array = value.array else { throw Self.mismatch("an array of \(names)", value) }
                var values: [Value] = []
                var problems: [SettingProblem] = []
                for index in 0..<array.count {
                    do throws(SettingProblems) {
                        let element = try read(array[index])
                        if values.contains(element) { throw SettingProblems("holds \(render(element)) twice") }
                        values.append(element)
                    } catch {
                        problems += error.problems.map {
                            SettingProblem(message: $0.message, steps: [.index(index)] + $0.steps)
                        }
                    }
                }
                guard problems.isEmpty else { throw SettingProblems(problems) }
                return values
            },
            render: { "[" + $0.map(render).joined(separator: ", ") + "]" })
    }
}

extension SettingKind where Value == Bool {
    static var boolean: SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                guard let boolean = value.bool else { throw mismatch("true or false", value) }
                return boolean
            },
            render: { "\($0)" })
    }
}

extension SettingKind where Value == Int {
    static func integer(_ range: ClosedRange<Int>) -> SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                guard let number = value.int else { throw mismatch("an integer", value) }
                guard range.contains(number) else {
                    throw SettingProblems("must be \(range.lowerBound) to \(range.upperBound), not \(number)")
                }
                return number
            },
            render: { "\($0)" })
    }

    /// A size such as `"8MB"`, or a bare number of bytes.
    static func bytes(_ range: ClosedRange<Int>) -> SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                if value.int == nil, value.string == nil { throw mismatch("a size such as \"8MB\"", value) }
                guard let bytes = value.int ?? value.string.flatMap(ByteSizeText.parse) else {
                    throw SettingProblems("must be a size such as \"8MB\" or \"512KiB\", not \(quoted(value.string))")
                }
                guard range.contains(bytes) else {
                    let (low, high) = (ByteSizeText.render(range.lowerBound), ByteSizeText.render(range.upperBound))
                    throw SettingProblems("must be \"\(low)\" to \"\(high)\", not \(ByteSizeText.render(bytes))")
                }
                return bytes
            },
            render: { "\"\(ByteSizeText.render($0))\"" })
    }
}

extension SettingKind where Value == Duration {
    static func duration(_ range: ClosedRange<Duration>) -> SettingKind {
        SettingKind(
            read: { value throws(SettingProblems) in
                // A bare number does not say whether it means seconds or minutes.
                if let number = value.int {
                    throw SettingProblems(
                        "must be a duration in quotes, not an integer (did you mean \"\(number)s\"?)")
                }
                guard let text = value.string else {
                    throw mismatch("a duration such as \"30s\"", value)
                }
                guard let duration = DurationText.parse(text) else {
                    throw SettingProblems(
                        "must be a duration such as \"30s\", \"15m\", \"2h\" or \"1d\", not \(quoted(text))")
                }
                guard range.contains(duration) else {
                    let (low, high) = (DurationText.render(range.lowerBound), DurationText.render(range.upperBound))
                    throw SettingProblems("must be \"\(low)\" to \"\(high)\", not \(quoted(text))")
                }
                return duration
            },
            render: { "\"\(DurationText.render($0))\"" })
    }
}

/// A string in quotes for a message; it came from a file, so it is cleaned and cut.
func quoted(_ text: String?) -> String {
    "\"\(LogText.clean(text ?? "", limit: 80))\""
}
