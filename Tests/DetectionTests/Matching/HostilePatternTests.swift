import Testing
import ThreatModel

@testable import Detection

/// Patterns and texts that cost others quadratic time or worse. Work is counted, not timed: steps for a byte are bounded by
/// what the catalogue was accepted with, so a text of n bytes takes at most n times that.
@Suite struct HostilePatternTests {
    private static func primitives(_ patterns: [String], isCaseSensitive: Bool = false) -> String {
        var text = "protocols: telnet\nbehaviours:\n"
        for (number, pattern) in patterns.enumerated() {
            text += """
                  h.p\(number):
                    title: x
                    severity: low
                    attack: T1082
                    field: command.command
                    wildcard: '\(pattern)'
                    case_sensitive: \(isCaseSensitive)
                    form: raw
                    examples: [{command: x}]
                    near_misses: [{command: x}]

                """
        }
        return text
    }

    @Test(arguments: [
        ("*a*a*a*a*a*a*a*a*a*a*", "a"), ("*a*b*c*d*", "abc"), ("a*a*a*b", "a"), ("*aaaaaaaa*aaaaaaaab*", "a"),
        ("*a?a?a?a?a?b*", "a"), ("*ab*ba*ab*ba*c", "ab"), ("*????a????b*", "a"),
    ])
    func longTextsFindWhatIsThere(_ pattern: String, _ piece: String) throws {
        let catalogue = try DetectionCatalogue(files: [("h.yaml", Self.primitives([pattern]))])
        let glob = try #require(Glob(wildcard: pattern))
        #expect(catalogue.stepsForWorstByte <= 2 * pattern.utf8.count * glob.segments.count)
        for ending in ["", "b", "ab", "d", "c"] {
            let text = String(repeating: piece, count: 8192 / piece.utf8.count) + ending
            #expect(!shown([command(text)], in: catalogue).isEmpty == Self.fits(glob, Array(text.utf8)))
        }
    }

    /// Parts taken as early as they fit, by searching for one after the other.
    private static func fits(_ glob: Glob, _ text: [UInt8]) -> Bool {
        var place = 0
        for (number, segment) in glob.segments.enumerated() {
            let length = segment.bytes.count
            func isAt(_ start: Int) -> Bool {
                zip(segment.bytes, text[start...]).allSatisfy { $0 == nil || $0 == $1 }
            }
            var start = place
            let isLast = number == glob.segments.count - 1
            if isLast, glob.isAnchoredAtEnd { start = max(place, text.count - length) }
            while start + length <= text.count, !isAt(start) {
                if number == 0, glob.isAnchoredAtStart { return false }
                start += 1
            }
            guard start + length <= text.count else { return false }
            place = start + length
        }
        return true
    }

    /// Many patterns that begin alike are tried wherever that stands: there may be only so many of them.
    @Test func tooManyPatternsThatBeginAlikeAreRefused() throws {
        func patterns(_ count: Int) -> [String] { (0..<count).map { "*abc*\($0)x*" } }
        let few = try DetectionCatalogue(files: [("few.yaml", Self.primitives(patterns(2000)))])
        #expect((2000...RuleLimits.stepsForOneByte).contains(few.stepsForWorstByte))
        let error = #expect(throws: DetectionError.self) {
            try DetectionCatalogue(files: [("many.yaml", Self.primitives(patterns(5000)))])
        }
        #expect(error?.line == 3)
        #expect(error?.problem.contains("at most 4096 steps for a byte are accepted, these take 5000") == true)
        // Comparing counts too.
        let long = (0..<40).map { "*abc\(String(repeating: "?", count: 200))\($0)*" }
        #expect(throws: DetectionError.self) { try DetectionCatalogue(files: [("long.yaml", Self.primitives(long))]) }
    }

    @Test func builtInCatalogueIsFarFromThat() throws {
        #expect(try BuiltIn.catalogue().stepsForWorstByte < RuleLimits.stepsForOneByte / 8)
    }

    /// Decoding, which happens before matching, does not make texts longer.
    @Test(arguments: [
        "%25", "\\x41", "$IFS", "''", "${IFS}", "echo -e \\\\x41;", "d2dldCBo", "../", "/bin/busybox ", "\"\"",
    ])
    func normalFormsStayShort(_ piece: String) {
        let text = Array(String(repeating: piece, count: 65_536 / piece.utf8.count).utf8)
        var shell = ShellNormaliser()
        shell.normalise(text.span)
        #expect(shell.output.count <= 3 * text.count + 16)
        var request = RequestNormaliser()
        request.normalise(text.span)
        #expect(request.output.count <= 3 * text.count + 16)
    }
}
