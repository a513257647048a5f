import FuzzTargets
import Glibc
import Testing

/// Every seed, and every input that a fuzzer ever found to break something, is read without a fault.
@Suite struct ReplayTests {
    @Test(arguments: FuzzTarget.allCases) func seedsAndCrashesAreRead(target: FuzzTarget) throws {
        let folder = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/Fuzz"
        let files = ["Seeds", "Crashes"].flatMap { names(in: "\(folder)/\($0)/\(target.rawValue)") }
        #expect(files.count >= 3)
        for file in files {
            let bytes = try #require(content(of: file))
            // Cut off anywhere, it is one more input.
            for end in [bytes.count, bytes.count / 2, bytes.count / 3] {
                let faults = target.faults(with: Array(bytes[..<end]))
                #expect(faults.isEmpty, "\(file), \(end) bytes: \(faults)")
            }
        }
    }

    private func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append("\(folder)/\(name)") }
        }
        return names.sorted()
    }

    private func content(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
    }
}
