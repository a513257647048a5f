import Foundation

/// What the kernel says about this process; nil where it does not say it.
struct ProcessFigures: Equatable, Sendable {
    var cpuSeconds: Double?
    var residentBytes: Int?
    var virtualBytes: Int?
    var openDescriptors: Int?
    var descriptorLimit: Int?

    /// Reads /proc/self (proc(5)).
    static func read() -> ProcessFigures {
        var figures = ProcessFigures()
        // A /proc that cannot be read leaves its figures out.
        if let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8) {
            figures.takeIn(stat: text, ticks: sysconf(Int32(_SC_CLK_TCK)), page: sysconf(Int32(_SC_PAGESIZE)))
        }
        figures.openDescriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            figures.descriptorLimit = Int(clamping: limit.rlim_cur)
        }
        return figures
    }

    /// - Parameters:
    ///   - ticks: of the processor's clock in a second.
    ///   - page: bytes of a page of memory.
    mutating func takeIn(stat text: String, ticks: Int, page: Int) {
        // The name before the parenthesis may hold anything.
        guard let name = text.lastIndex(of: ")"), ticks > 0 else { return }
        let fields = text[text.index(after: name)...].split(whereSeparator: \.isWhitespace)
        guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]) else { return }
        cpuSeconds = (user + system) / Double(ticks)
        virtualBytes = Int(fields[20])
        residentBytes = Int(fields[21]).map { $0 * page }
    }
}
