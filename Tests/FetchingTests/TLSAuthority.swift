import Foundation

/// A certificate authority made for one test, and the certificates that it signs, each with its own fault.
final class TLSAuthority {
    enum Fault: CaseIterable {
        case none, expired, notYetValid, weakKey, weakSignature
    }

    /// In PEM, to be trusted.
    let certificate: String
    private let directory: URL
    private let openssl = URL(fileURLWithPath: TLSServer.opensslPath ?? "/usr/bin/openssl")
    private var path: (String) -> String { { [directory] in directory.appendingPathComponent($0).path } }

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("copydesk-ca-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        certificate = directory.appendingPathComponent("authority.pem").path
        try Data().write(to: directory.appendingPathComponent("index"))
        try "01".write(toFile: directory.path + "/serial", atomically: false, encoding: .utf8)
        try Self.settings(directory.path).write(
            toFile: directory.path + "/settings", atomically: false, encoding: .utf8)
        try TLSServer.run(
            openssl,
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                path("authority.key"), "-out", certificate, "-days", "2", "-subj", "/CN=An authority for a test",
            ])
    }

    // A left-over folder in the temporary directory is the worst that can happen.
    deinit { try? FileManager.default.removeItem(at: directory) }

    /// The files of a certificate for `localhost` and its key.
    func sign(_ fault: Fault) throws -> (certificate: String, key: String) {
        let name = "\(fault)"
        let key = fault == .weakKey ? ["rsa:1024"] : ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
        try TLSServer.run(
            openssl,
            ["req", "-newkey"] + key + [
                "-nodes", "-keyout", path(name + ".key"), "-out", path(name + ".csr"), "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost",
            ])
        try TLSServer.run(
            openssl,
            [
                "ca", "-batch", "-config", path("settings"), "-cert", certificate, "-keyfile", path("authority.key"),
                "-in", path(name + ".csr"), "-out", path(name + ".pem"), "-notext",
            ] + Self.validity(fault) + ["-md", fault == .weakSignature ? "sha1" : "sha256"])
        return (path(name + ".pem"), path(name + ".key"))
    }

    private static func validity(_ fault: Fault) -> [String] {
        switch fault {
        case .expired: ["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"]
        case .notYetValid: ["-startdate", "21000101000000Z", "-enddate", "21010101000000Z"]
        default: ["-days", "2"]
        }
    }

    private static func settings(_ directory: String) -> String {
        """
        [ca]
        default_ca = here
        [here]
        database = \(directory)/index
        serial = \(directory)/serial
        new_certs_dir = \(directory)
        policy = any
        copy_extensions = copy
        unique_subject = no
        [any]
        commonName = supplied
        """
    }
}
