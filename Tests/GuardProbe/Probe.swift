import Dispatch
import Fetching
import Glibc

enum Probe {
    /// Prints a line for each address, then the addresses of the namespace's own device that connections arrived at.
    nonisolated static func run(_ addresses: ArraySlice<String>) throws {
        let reached = Reached()
        guard let web = AnyAddressServer(port: 80, reached: reached), let names = NameServer() else {
            print("cannot listen: \(String(cString: strerror(errno)))")
            exit(1)
        }
        web.start()
        names.start()
        let fetcher = try Fetcher(configuration: FetcherConfiguration(userAgent: "guard-probe"))
        for address in addresses { fetch(address, fetcher) }
        print("reached: \(reached.all.sorted().joined(separator: " "))")
    }

    private nonisolated static func fetch(_ address: String, _ fetcher: Fetcher) {
        var request = FetchRequest(url: address)
        request.limits.total = .seconds(2)
        let done = DispatchSemaphore(value: 0)
        let started = ContinuousClock.now
        fetcher.fetch(request) { result in
            switch result {
            case .success(let response): print("\(address) \(response.status) \(response.remoteAddress)")
            case .failure(let error): print("\(address) \(error.kind) \(error.message)")
            }
            done.signal()
        }
        done.wait()
        if ContinuousClock.now - started > .seconds(4) { print("\(address) took too long") }
    }
}
