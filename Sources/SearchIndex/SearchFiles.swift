import Foundation

/// The index's files.
public enum SearchFiles {
    /// Removes the index with what SQLite keeps beside it, so that nothing of what was delivered stays where nobody searches.
    public static func remove(_ path: String) throws(SearchError) {
        for name in [path, path + "-wal", path + "-shm"] {
            do {
                try FileManager.default.removeItem(atPath: name)
            } catch CocoaError.fileNoSuchFile {
                // As it should be.
            } catch {
                throw SearchError(message: "cannot remove \(name): \(error.localizedDescription)")
            }
        }
    }
}
