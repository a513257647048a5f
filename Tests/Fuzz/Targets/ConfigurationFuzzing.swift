import Daemon

enum ConfigurationFuzzing {
    /// Longer ones only show how long the TOML library, which never frees its tables, can go on.
    private static let limitBytes = 4096

    static func faults(_ bytes: [UInt8]) -> [String] {
        guard let path = ScratchFile.configuration.write(bytes.prefix(limitBytes)) else { return ["no temporary file"] }
        do {
            _ = try Configuration.load(path: path)
            return []
        } catch {
            if error.errors.isEmpty { return ["refused without a reason"] }
            return error.errors.flatMap { OutputCheck.faults(in: "\($0)", isField: true) }
        }
    }
}
