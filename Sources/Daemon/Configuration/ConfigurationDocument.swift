/// One configuration file, parsed, with the places of everything in it.
struct ConfigurationDocument {
    let root: [String: TOMLNode]
    let places: ConfigurationPlaces

    /// The path as it is shown in messages.
    var file: String { places.file }

    /// Reads and parses a file.
    static func read(_ path: String) throws(ConfigurationError) -> ConfigurationDocument {
        let bytes = try ConfigurationFile.read(path)
        return try ConfigurationDocument(file: path, text: try ConfigurationFile.decode(bytes, file: path))
    }

    init(file: String, text: String) throws(ConfigurationError) {
        places = ConfigurationPlaces(file: file, text: text)
        let walk = TOMLLocator(text, notesPlaces: false)
        if let fault = walk.faults.first { throw places.error(fault) }
        do {
            root = try TOMLNode.parse(text)
        } catch {
            throw places.error(TOMLFault(error.position, LogText.clean(error.message, limit: 300)))
        }
        if let place = walk.escapedNULs.first {
            throw ConfigurationError(file: file, position: place, message: "a NUL cannot be part of any setting")
        }
    }

    /// An error at a key or a table.
    func error(atKey path: TOMLPath, _ message: String) -> ConfigurationError { places.error(atKey: path, message) }

    /// An error at a value.
    func error(atValue path: TOMLPath, _ message: String) -> ConfigurationError { places.error(atValue: path, message) }

    /// Whether the file itself holds the value.
    func holds(_ path: TOMLPath) -> Bool { places.holds(path) }
}

/// Where everything stands in a configuration file. It is looked for when something has to be said about it, which is mostly
/// never: the places of ten thousand sources would take longer and more memory than the sources.
final class ConfigurationPlaces {
    /// The path as it is shown in messages.
    let file: String
    private let text: String
    private lazy var locator = TOMLLocator(text)

    init(file: String, text: String) {
        self.file = file
        self.text = text
    }

    func error(atKey path: TOMLPath, _ message: String) -> ConfigurationError {
        ConfigurationError(file: file, position: locator.keyPosition(path), message: message)
    }

    func error(atValue path: TOMLPath, _ message: String) -> ConfigurationError {
        ConfigurationError(file: file, position: locator.valuePosition(path), message: message)
    }

    /// The file is no TOML.
    fileprivate func error(_ fault: TOMLFault) -> ConfigurationError {
        ConfigurationError(file: file, position: fault.position, message: "not valid TOML: \(fault.message)")
    }

    /// The line of a key or a table that the file itself holds.
    func line(ofKey path: TOMLPath) -> Int? { locator.keyPositions[path]?.line }

    /// Whether the file itself holds the value.
    func holds(_ path: TOMLPath) -> Bool {
        locator.valuePositions[path] != nil
    }
}
