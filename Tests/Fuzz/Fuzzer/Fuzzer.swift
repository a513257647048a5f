import FuzzTargets
import Glibc

// The executable that libFuzzer drives (https://llvm.org/docs/LibFuzzer.html). The variable COPYDESK_FUZZ names the
// target; what the target finds wrong ends the process, and libFuzzer writes the input to a file.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    let faults = target.faults(with: input)
    if !faults.isEmpty {
        print("\(target.rawValue): \(faults.joined(separator: "\n"))")
        fflush(nil)
        abort()
    }
    return 0
}

private let target: FuzzTarget = {
    let name = getenv("COPYDESK_FUZZ").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        print("COPYDESK_FUZZ must be one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
        exit(64)
    }
    return target
}()
