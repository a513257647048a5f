internal import CCurl
import Glibc

/// The addresses libcurl wanted to dial in one hop, and what became of each.
///
/// The guard stands here, at the socket, and not at the URL: what counts is the address that is dialled, however it
/// was spelled, looked up or redirected to.
struct Dial {
    /// Addresses a socket was opened for.
    private(set) var attempts: [IPAddress] = []
    /// Addresses the guard refused, each with its reason.
    private(set) var refusals: [String] = []
    /// What the system said when it had no socket to give.
    private(set) var systemFailure: String?
    private let addressGuard: AddressGuard

    init(guarding addressGuard: AddressGuard) {
        self.addressGuard = addressGuard
    }

    /// Opens a socket for the address, or returns CURL_SOCKET_BAD: libcurl then goes on to the host's next address
    /// (<https://curl.se/libcurl/c/CURLOPT_OPENSOCKETFUNCTION.html>).
    mutating func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let family = address.pointee.family
        let length = min(Int(address.pointee.addrlen), MemoryLayout<sockaddr_storage>.size)
        // `addr` is declared as the small sockaddr but holds `addrlen` bytes.
        let bytes = UnsafeRawBufferPointer(start: ccurl_socket_address(address), count: length)
        guard let dialled = IPAddress(family: family, socketAddress: bytes) else {
            refusals.append("not an internet address")
            return CURL_SOCKET_BAD
        }
        if let reason = addressGuard.refusal(of: dialled) {
            refusals.append("\(dialled) is \(reason)")
            return CURL_SOCKET_BAD
        }
        attempts.append(dialled)
        let type = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family, type, address.pointee.protocol)
        if descriptor < 0 { systemFailure = "no socket: \(String(cString: strerror(errno)))" }
        return descriptor
    }
}
