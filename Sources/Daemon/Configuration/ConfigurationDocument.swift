import TOMLKit

/// One configuration file, parsed, with the places of everything in it.
struct ConfigurationDocument {
    /// The path as it is shown in messages.
    let file: String
    /// The document's root; TOMLKit never frees it, so a reload costs the size of the files, once.
    let root: TOMLTable
    private let locator: TOMLLocator

    /// Reads and parses a file.
    static func read(_ path: String) throws(ConfigurationError) -> ConfigurationDocument {
        let bytes = try ConfigurationFile.read(path)
        return try ConfigurationDocument(file: path, text: try ConfigurationFile.decode(bytes, file: path))
    }

    init(file: String, text: String) throws(ConfigurationError) {
        self.file = file
        locator = TOMLLocator(text)
        if let fault = locator.faults.first {
            throw ConfigurationError(file: file, position: fault.position, message: "not valid TOML: \(fault.message)")
        }
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let place = error.source.begin
            throw ConfigurationError(
                file: file, position: TextPosition(line: place.line, column: place.column),
                message: "not valid TOML: \(LogText.clean(error.description, limit: 300))")
        } catch {
            throw ConfigurationError(file: file, position: nil, message: "not valid TOML: \(error)")
        }
        if let place = locator.escapedNULs.first {
            throw ConfigurationError(file: file, position: place, message: "a NUL cannot be part of any setting")
        }
    }

    /// An error at a key or a table.
    func error(atKey path: TOMLPath, _ message: String) -> ConfigurationError {
        ConfigurationError(file: file, position: locator.keyPosition(path), message: message)
    }

    /// An error at a value.
    func error(atValue path: TOMLPath, _ message: String) -> ConfigurationError {
        ConfigurationError(file: file, position: locator.valuePosition(path), message: message)
    }

    /// The line of a key or a table that the file itself holds.
    func line(ofKey path: TOMLPath) -> Int? { locator.keyPositions[path]?.line }

    /// Whether the file itself holds the value.
    func holds(_ path: TOMLPath) -> Bool {
        locator.valuePositions[path] != nil
    }
}
