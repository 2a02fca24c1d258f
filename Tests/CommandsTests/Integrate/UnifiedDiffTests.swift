import Testing

@testable import Commands

/// What people are shown before they are asked.
@Suite("Differences of files") struct UnifiedDiffTests {
    private func state(_ text: String, mode: UInt32 = 0o644) -> FileState { FileState(text.utf8, mode: mode) }

    @Test func changedLinesStandAmongTheirNeighbours() {
        let before = (1...20).map { "\($0)\n" }.joined()
        let after = before.replacing("\n5\n", with: "\nfive\n").replacing("\n15\n", with: "\n")
        let change = FileChange(path: "/etc/x", before: state(before), after: state(after))
        #expect(
            change.text(hiding: nil) == """
                change /etc/x
                   2
                   3
                   4
                  -5
                  +five
                   6
                   7
                   8
                  …
                   12
                   13
                   14
                  -15
                   16
                   17
                   18

                """)
    }

    @Test func newFilesAreShownUnlessTheyAreLong() {
        let short = FileChange(path: "/etc/k", before: nil, after: state("key sk_secret\n", mode: 0o600))
        #expect(short.text(hiding: "sk_secret") == "create /etc/k (mode 600)\n  +key sk_…\n")
        let long = FileChange(
            path: "/bin/s", before: nil, after: state(String(repeating: "x\n", count: 200), mode: 0o755))
        #expect(long.text(hiding: nil) == "create /bin/s (mode 755)\n  (200 lines)\n")
        let gone = FileChange(path: "/bin/s", before: state("a\n"), after: nil)
        #expect(gone.text(hiding: nil) == "remove /bin/s\n")
        let mode = FileChange(path: "/bin/s", before: state("a\n"), after: state("a\n", mode: 0o600))
        #expect(mode.text(hiding: nil) == "change /bin/s (mode 600)\n")
    }

    @Test func filesDoNothingToTheTerminal() {
        let change = FileChange(path: "/etc/x", before: state("\u{1b}[2Ja\r\n"), after: state("b\u{7}\n"))
        #expect(change.text(hiding: nil) == "change /etc/x\n  -[2Ja\n  +b\n")
    }
}
