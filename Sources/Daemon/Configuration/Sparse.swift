/// What mostly is as it begins, in one word of memory then; otherwise kept once, however many copies there are.
struct Sparse<Value: Beginning>: Equatable, Sendable {
    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) {
            self.value = value
        }
    }

    private var box: Box?

    var value: Value {
        get { box?.value ?? Value() }
        set { box = newValue == Value() ? nil : Box(newValue) }
    }

    static func == (left: Sparse, right: Sparse) -> Bool {
        left.box === right.box || left.value == right.value
    }
}

/// A value that begins somewhere.
protocol Beginning: Equatable, Sendable {
    init()
}
