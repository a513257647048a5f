extension Array {
    /// Gives back the room to grow, where it is more than a quarter of what is there: what is finished and stays as long as its page
    /// takes no more memory than it holds.
    public mutating func trim() {
        guard capacity - count > count / 4 else { return }
        self = withUnsafeBufferPointer { Array($0) }
    }
}
