internal import CSystem
import Foundation

/// Gives back memory that only the start, a reload or a large page has needed.
enum ProcessMemory {
    /// For the beginning, before there are threads. https://man7.org/linux/man-pages/man3/mallopt.3.html
    static func setUp() {
        // Each of Dispatch's threads would get a heap of its own, and with it a share of what is free and not given back.
        mallopt(M_ARENA_MAX, 2)
        // What is larger has a mapping of its own, which is gone with it. Left to itself, glibc raises this to the size of the
        // largest page that was ever freed, and keeps twice as much free at the end of each heap: after two pages of 7 MB,
        // 23 MB were free beside the 7 that were used, and after that each further one left some between what is kept.
        mallopt(M_MMAP_THRESHOLD, ownMappingBytes)
    }

    /// glibc's value before it is raised.
    private static let ownMappingBytes: Int32 = 128 << 10

    /// Reading ten thousand sources, or showing them, leaves free memory between what is kept; by itself glibc gives back only
    /// what lies at the end of a heap. https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    static func trim() { malloc_trim(0) }

    static func giveBack() {
        trim()
        for range in codeRanges() {
            // Every page of code that was touched once stays mapped, with its neighbours: 18 MB at the start, of which a daemon
            // that waits needs a third. What is needed again comes back from the page cache. Advice that is not taken costs
            // nothing. https://man7.org/linux/man-pages/man2/madvise.2.html
            _ = madvise(UnsafeMutableRawPointer(bitPattern: range.lowerBound), range.count, MADV_DONTNEED)
        }
    }

    /// The code of the program and its libraries, as it stands in their files.
    private static func codeRanges() -> [Range<UInt>] {
        // Where it cannot be read, nothing is given back.
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return [] }
        return maps.split(separator: "\n").compactMap { codeRange(String($0)) }
    }

    /// Nil for a mapping that may differ from its file: of data, and of constants that were relocated.
    ///
    /// https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html
    static func codeRange(_ line: String) -> Range<UInt>? {
        let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
        guard fields.count == 6, fields[1] == "r-xp", fields[5].drop(while: { $0 == " " }).hasPrefix("/") else {
            return nil
        }
        let bounds = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard bounds.count == 2, bounds[0] < bounds[1] else { return nil }
        return bounds[0]..<bounds[1]
    }
}
