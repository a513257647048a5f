/// Finds the transfers that lost their only socket without having ended. Pure.
///
/// When an address refuses the connection, or the guard refuses the address, libcurl 7.88 picks the host's next address
/// but asks for no call to dial it: driven by sockets and timers the transfer sleeps until the refused address' share
/// of the time limit is over, seconds later (measured: 200 ms for the second address, 5 s for the third). Such a
/// transfer has nothing to watch, so it is known by that, and libcurl is made to look at it.
struct StrandedTransfers {
    typealias Transfer = UnsafeMutableRawPointer

    /// Each look brings a transfer on by one address; one that waits for something else is not looked at for ever.
    private static let passLimit = 16

    private var sockets: [Transfer: Set<Int32>] = [:]
    private var passesLeft: [Transfer: Int] = [:]

    mutating func gained(_ socket: Int32, by transfer: Transfer?) {
        guard let transfer else { return }
        sockets[transfer, default: []].insert(socket)
        passesLeft[transfer] = nil
    }

    mutating func lost(_ socket: Int32, by transfer: Transfer?) {
        guard let transfer, sockets[transfer]?.remove(socket) != nil, sockets[transfer]?.isEmpty == true else { return }
        sockets[transfer] = nil
        passesLeft[transfer] = Self.passLimit
    }

    mutating func refused(_ transfer: Transfer) {
        if sockets[transfer] == nil { passesLeft[transfer] = Self.passLimit }
    }

    /// The transfer has ended.
    mutating func forget(_ transfer: Transfer) {
        sockets[transfer] = nil
        passesLeft[transfer] = nil
    }

    /// Whether libcurl has to look at its transfers once more.
    mutating func takePass() -> Bool {
        guard !passesLeft.isEmpty else { return false }
        passesLeft = passesLeft.compactMapValues { $0 > 1 ? $0 - 1 : nil }
        return true
    }
}
