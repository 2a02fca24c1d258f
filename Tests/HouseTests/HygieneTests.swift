import Foundation
import Testing

/// What must not stand in a tracked file, and what the README must keep to.
@Suite struct HygieneTests {
    static let folders = ["Sources", "Tests", "Benchmarks", "Fuzz", "Plugins", "script", "docs"]

    @Test func noPathOfOneMachine() throws {
        let home = Checkout.root.deletingLastPathComponent().path + "/"
        guard home.count > 2 else { return }
        for folder in Self.folders {
            for file in Checkout.files(under: folder, ending: "") {
                guard let text = try? Checkout.text(file) else { continue }
                #expect(!text.contains(home), "\(file) names \(home)")
            }
        }
    }

    @Test func unsafeWordsAreProven() throws {
        let words = /try!|as!|fatalError\(|@unchecked Sendable|nonisolated\(unsafe\)/
        let files = ["Sources", "Benchmarks/Sources", "Fuzz"].flatMap { Checkout.files(under: $0, ending: ".swift") }
        for file in files {
            let lines = try Checkout.text(file).split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where line.contains(words) && !line.contains("//") {
                // The proof stands in the comment right above, or on a line shortly above it.
                let above = lines[max(0, index - 4)..<index]
                #expect(above.contains { $0.contains("//") }, "\(file):\(index + 1) needs a comment that proves it")
            }
        }
    }

    @Test func readmeIsShortAndNamesScriptsThatExist() throws {
        let readme = try Checkout.text("README.md")
        #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
        for match in readme.matches(of: /script\/[a-z]+/) {
            #expect(
                FileManager.default.fileExists(atPath: Checkout.root.appending(path: String(match.0)).path),
                "\(match.0)")
        }
    }
}
