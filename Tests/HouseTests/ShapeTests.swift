import Foundation
import Testing

/// The figures a reader feels: how long files are, how much of them is comment, how much is tested.
@Suite struct ShapeTests {
    /// Lines of tests for each line of sources.
    static let leastRatio = 0.45

    struct Figures: CustomStringConvertible {
        var files = 0
        var lines = 0
        var comments = 0
        var lengths: [Int] = []
        var longest = ("", 0)

        init(folder: String) throws {
            for path in Checkout.files(under: folder, ending: ".swift") {
                let text = try Checkout.text(path).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                files += 1
                lines += text.count
                comments += text.count { $0.drop { $0 == " " }.hasPrefix("//") }
                lengths.append(text.count)
                if text.count > longest.1 { longest = (path, text.count) }
            }
            lengths.sort()
        }

        func percentile(_ share: Double) -> Int {
            lengths.isEmpty ? 0 : lengths[min(lengths.count - 1, Int(Double(lengths.count) * share))]
        }

        var description: String {
            let share = lines == 0 ? 0 : comments * 100 / lines
            return
                "\(files) files, \(lines) lines (\(share) % comments), median \(percentile(0.5)), p90 \(percentile(0.9)), "
                + "longest \(longest.1) (\(longest.0))"
        }
    }

    @Test func filesStayShortAndTestedEnough() throws {
        let sources = try Figures(folder: "Sources")
        let tests = try Figures(folder: "Tests")
        // Replays, scripts, vectors and corpora are tests, written as data.
        let data = Checkout.files(under: "Tests", ending: "").filter { !$0.hasSuffix(".swift") }
            .reduce(0) { $0 + ((try? Checkout.text($1))?.count { $0.isNewline } ?? 0) }
        let ratio = Double(tests.lines + data) / Double(sources.lines)
        print("shape of Sources: \(sources)")
        print("shape of Tests:   \(tests), and \(data) lines of data; \(Int(ratio * 100)) % of Sources")
        #expect(sources.percentile(0.5) <= 120)
        #expect(sources.percentile(0.9) <= 350)
        #expect(sources.longest.1 <= 600, "\(sources.longest.0) is too long for one purpose")
        #expect(tests.longest.1 <= 600, "\(tests.longest.0) is too long for one purpose")
        #expect(ratio >= Self.leastRatio)
    }
}
