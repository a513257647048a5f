import HTML

extension ExtractionError {
    init(_ error: HTMLError) {
        self =
            switch error {
            case .empty: .notAPage("the input is empty")
            case .notText(let kind): .notAPage("the input is not a page but \(kind)")
            case .tooLarge(let bytes, let limit): .tooLarge("\(bytes) bytes are more than the \(limit) that are read")
            case .outOfMemory: .tooLarge("not enough memory to read the page")
            }
    }
}
