import Foundation
import Glibc

/// `openssl s_server` with a certificate made for the test; it stands in for a web server that speaks HTTPS.
final class TLSServer {
    let port: Int
    /// The certificate in PEM, to be trusted or not.
    let certificate: String
    private let directory: URL
    private let process = Process()
    private let input = Pipe()

    /// Nil where there is no openssl command.
    static var opensslPath: String? {
        ["/usr/bin/openssl", "/usr/local/bin/openssl"].first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Starts a server whose certificate names `host`; further arguments go to `openssl s_server`.
    ///
    /// With `answer`, that is what it says to every request for `/answer`, header and all; without, a status page.
    /// - Parameter identity: files of a certificate and its key, in place of one that is made and signs itself.
    init(
        host: String = "localhost", answer: String? = nil, serverArguments: [String] = [],
        identity: (certificate: String, key: String)? = nil
    ) throws {
        let openssl = URL(fileURLWithPath: Self.opensslPath ?? "/usr/bin/openssl")
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("copydesk-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        certificate = identity?.certificate ?? directory.appendingPathComponent("certificate.pem").path
        let key = identity?.key ?? directory.appendingPathComponent("key.pem").path
        if identity == nil { try Self.makeCertificate(of: host, certificate, key: key, openssl) }
        process.executableURL = openssl
        if let answer {
            try answer.write(to: directory.appendingPathComponent("answer"), atomically: false, encoding: .utf8)
        }
        process.currentDirectoryURL = directory
        let mode = answer == nil ? "-www" : "-HTTP"
        process.arguments =
            ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, mode] + serverArguments
        process.standardInput = input
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        port = try Self.port(from: output.fileHandleForReading)
    }

    deinit {
        // Dispatch's threads block signals and a child inherits that, so only SIGKILL is sure to arrive.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        // A left-over folder in the temporary directory is the worst that can happen.
        try? FileManager.default.removeItem(at: directory)
    }

    private static func makeCertificate(of host: String, _ certificate: String, key: String, _ openssl: URL) throws {
        try run(
            openssl,
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
                "-out", certificate, "-days", "2",
                "-subj", "/CN=\(host)", "-addext", "subjectAltName=DNS:\(host)",
            ])
    }

    static func run(_ command: URL, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = command
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw LoopbackServer.Failure(what: "openssl \(arguments[0])") }
    }

    /// s_server tells the port it got: `ACCEPT 127.0.0.1:45678`.
    private static func port(from output: FileHandle) throws -> Int {
        var text = ""
        while true {
            let data = output.availableData
            guard !data.isEmpty else { break }
            text += String(decoding: data, as: UTF8.self)
            guard let range = text.range(of: "ACCEPT "), let end = text[range.upperBound...].firstIndex(of: "\n") else {
                continue
            }
            if let port = text[range.upperBound..<end].split(separator: ":").last.flatMap({ Int($0) }) { return port }
        }
        throw LoopbackServer.Failure(what: "openssl s_server did not start")
    }
}
