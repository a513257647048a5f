import Foundation

@testable import Daemon

/// Configuration files by name, loaded in a directory of their own.
enum ConfigurationFiles {
    /// What the loader says of the files; the directory is cut from the messages.
    static func errors(of files: [String: String]) throws -> [String] {
        let scratch = try ScratchDirectory()
        for (name, text) in files { try scratch.write(text, to: name) }
        do {
            _ = try Configuration.load(path: "\(scratch.path)/copydesk.toml")
            return []
        } catch {
            return error.errors.map { $0.description.replacingOccurrences(of: "\(scratch.path)/", with: "") }
        }
    }

    /// The same for files of `sites.d`, beside a main file that says nothing.
    static func siteErrors(of files: [String: String]) throws -> [String] {
        try errors(of: files.merging(["copydesk.toml": ""]) { given, _ in given })
    }

    /// The sites of files that have no fault.
    static func sites(_ files: [String: String]) throws -> [String: Configuration.SiteSettings] {
        let scratch = try ScratchDirectory()
        try scratch.write("", to: "copydesk.toml")
        for (name, text) in files { try scratch.write(text, to: name) }
        return try Configuration.load(path: "\(scratch.path)/copydesk.toml").sites
    }
}
