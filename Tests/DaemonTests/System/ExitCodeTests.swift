import Testing

@testable import Daemon

@Suite struct ExitCodeTests {
    @Test func codesAreThoseOfSysexits() {
        #expect(ExitCode.allCases.map(\.rawValue) == [0, 64, 65, 66, 69, 70, 74, 75, 78])
        #expect(Set(ExitCode.allCases.map(\.meaning)).count == ExitCode.allCases.count)
    }
}
