import Testing

@testable import Honeypots

@Suite("Shell against BusyBox")
struct ShellCaseTests {
    @Test("A script prints what BusyBox prints", arguments: ShellCase.all)
    func prints(_ shellCase: ShellCase) {
        let result = ShellHarness.run(shellCase.script)
        // One line of a case is one line of output; what lacks its end says so by a backslash.
        let lines = result.output.split(separator: 0x0a, omittingEmptySubsequences: false)
        var shown = lines.dropLast().map { ReplayEscapes.text(of: Array($0)) + "\n" }.joined()
        if let last = lines.last, !last.isEmpty { shown += ReplayEscapes.text(of: Array(last)) + "\\\n" }
        #expect(shown == shellCase.output)
        #expect(result.status == shellCase.status)
    }
}
