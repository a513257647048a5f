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
