/// The attribute names of one document beyond those with a constant, numbered as they appear.
struct AttributeNames: Sendable {
    private var names: [String] = []
    private var numbers: [String: AttributeName] = [:]
    private static let firstNumber = AttributeName.knownNames.count
    private static let capacity = 60_000

    func number(of name: String) -> AttributeName? { AttributeName.knownByName[name] ?? numbers[name] }

    func string(_ number: AttributeName) -> String {
        let index = Int(number.rawValue)
        if index < AttributeNames.firstNumber { return AttributeName.knownNames[index] }
        return index - AttributeNames.firstNumber < names.count ? names[index - AttributeNames.firstNumber] : ""
    }

    mutating func intern(_ name: String) -> AttributeName {
        if let number = number(of: name) { return number }
        guard names.count < AttributeNames.capacity else { return .other }
        let number = AttributeName(rawValue: UInt16(AttributeNames.firstNumber + names.count))
        names.append(name)
        numbers[name] = number
        return number
    }
}

/// Attribute names as they stand in the page, of which few are different: the names met last are not looked up again.
struct SourceNames {
    private(set) var names = AttributeNames()
    private var recent = [(hash: UInt64, number: AttributeName)](repeating: (0, .other), count: recentCount)

    private static let recentCount = 128

    /// - Parameter hash: ``NameBudget/hash(_:)``. Two names that share it are taken for one, which nobody writes by accident.
    mutating func number(of name: Slice<UnsafeBufferPointer<UInt8>>, hash: UInt64) -> AttributeName {
        let place = Int(truncatingIfNeeded: hash ^ hash >> 32) & (Self.recentCount - 1)
        if recent[place].hash == hash { return recent[place].number }
        let number = names.intern(String(decoding: name.lazy.map(\.lowercased), as: UTF8.self))
        recent[place] = (hash, number)
        return number
    }
}
