import Foundation
import Testing

@testable import Commands

struct ProgramPagesTests {
    private static func mapping(
        _ bounds: String, _ permissions: String, _ path: String, anonymous: Int, swap: Int = 0
    ) -> [String] {
        [
            "\(bounds) \(permissions) 00001000 fe:00 4711                       \(path)\n",
            "Size:               1024 kB\n",
            "Rss:                 512 kB\n", "Anonymous:        \(anonymous) kB\n", "Swap:        \(swap) kB\n",
            "VmFlags: rd ex mr mw me sd \n",
        ]
    }

    private func found(_ lines: [[String]]) -> [Range<UInt>] {
        var mappings = UnwrittenMappings()
        for line in lines.joined() { mappings.take(line) }
        mappings.end()
        return mappings.found
    }

    @Test func codeAndConstantsAreFound() {
        let lines = [
            Self.mapping("1000-3000", "r--p", "/usr/bin/sikker", anonymous: 0),
            Self.mapping("3000-9000", "r-xp", "/usr/bin/sikker (deleted)", anonymous: 0),
        ]
        #expect(found(lines) == [0x1000..<0x3000, 0x3000..<0x9000])
    }

    /// What would be lost, or would not be given back.
    @Test(
        arguments: [
            ("r--p", "/lib/libc.so.6", 4), ("rw-p", "/lib/libc.so.6", 0), ("r-xs", "/lib/libc.so.6", 0),
            ("r--s", "/var/lib/history.sqlite-shm", 0), ("---p", "/lib/libc.so.6", 0), ("r-xp", "[vdso]", 0),
            ("rw-p", "", 0), ("r--p", "", 0),
        ])
    func theRestIsLeftAlone(_ permissions: String, _ path: String, _ anonymous: Int) {
        #expect(found([Self.mapping("1000-3000", permissions, path, anonymous: anonymous)]).isEmpty)
    }

    /// What the start changed may be on swap by now, where it does not count as anonymous.
    @Test func whatIsOnSwapIsLeftAlone() {
        let lines = Self.mapping("1000-3000", "r--p", "/lib/libc.so.6", anonymous: 0, swap: 4)
        #expect(found([lines]).isEmpty)
        #expect(found([lines.filter { !$0.hasPrefix("Swap:") }]).isEmpty)
    }

    @Test(arguments: [
        "", "\n", "junk", "3000-1000 r-xp 0 0 0 /a", "x-y r-xp 0 0 0 /a", "1000 r-xp 0 0 0 /a", "Anonymous:",
    ])
    func whatTheKernelNeverSaysIsNothing(_ line: String) {
        #expect(found([[line, "Anonymous: 0 kB", "Swap: 0 kB"]]).isEmpty)
    }

    /// A process goes on as before without its pages.
    @Test func whoLetsGoGoesOn() throws {
        for _ in 0..<3 {
            ProgramPages.letGo()
            let text = try JSONEncoder().encode((0..<100).map { "\($0)" })
            #expect(try JSONDecoder().decode([String].self, from: text).count == 100)
        }
    }
}
