import Testing
import ThreatModel

@testable import Detection

/// Seeded mutations of real input through every entry point: nothing traps, nothing hangs.
@Suite struct FuzzTests {
    @Test(arguments: 0..<8)
    func ruleFiles(_ seed: UInt64) {
        var mutator = Mutator(seed: seed)
        let corpus =
            DetectionCatalogue.builtInFiles.map { Array($0.text.utf8.prefix(4000)) } + [
                Array(RuleErrorTests.correct.joined(separator: "\n").utf8)
            ]
        for _ in 0..<30 { Fuzz.ruleFile(mutator.mutated(corpus)) }
    }

    @Test(arguments: 0..<8)
    func sessions(_ seed: UInt64) throws {
        let catalogue = try DetectionCatalogue.builtIn()
        var mutator = Mutator(seed: seed)
        let texts = catalogue.behaviours.flatMap(\.examples).flatMap(\.events).flatMap(\.fields.values.values)
        let corpus = texts.enumerated().map {
            [UInt8($0 % 251), UInt8(min(255, $1.utf8.count))] + Array($1.utf8.prefix(255))
        }
        for _ in 0..<200 { Fuzz.session(mutator.mutated(corpus) + mutator.mutated(corpus)) }
    }

    @Test(arguments: 0..<8)
    func states(_ seed: UInt64) throws {
        let catalogue = try DetectionCatalogue.builtIn()
        var mutator = Mutator(seed: seed)
        let corpus = catalogue.behaviours.flatMap(\.examples).map { example in
            var session = SessionDetection()
            for event in example.sessionEvents() { _ = session.observe(event, in: catalogue) }
            return session.encoded(in: catalogue)
        }
        for _ in 0..<200 { Fuzz.state(mutator.mutated(corpus)) }
    }

    /// Deeper than anything sensible, in every way YAML can nest.
    @Test(arguments: ["[", "{a: ", "- ", "? ", "[{a: [", "- - ? "])
    func nesting(_ opening: String) {
        for depth in [10, 900, 5000] {
            Fuzz.ruleFile(Array(String(repeating: opening, count: depth).utf8))
            let indented = (0..<min(depth, 900)).map { String(repeating: " ", count: $0) + "a:" }.joined(
                separator: "\n")
            Fuzz.ruleFile(Array(indented.utf8))
        }
    }

    /// A kilobyte that stands for more than there are atoms.
    @Test func aliasesOfAliases() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<40 {
            text +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",") + "]\n"
        }
        text += "? *a39\n: x\n"
        let error = #expect(throws: DetectionError.self) { try DetectionCatalogue(files: [("bomb.yaml", text)]) }
        #expect(error?.description == "bomb.yaml:2: anchors and aliases are not accepted; write the value out")
    }

    /// Text that makes patterns begin again and again costs time in proportion to its length.
    @Test func longHostileTexts() throws {
        let catalogue = try DetectionCatalogue.builtIn()
        for piece in ["wget ", "${", "\\x", "AAAA", "chmod 777 ./", "*/1 * * * *", "%25", "busybox ", "|", "${${::-j}"]
        {
            let text = String(repeating: piece, count: 65_536 / piece.utf8.count)
            for (kind, field, attackProtocol) in [
                (EventKind.command, "command", AttackProtocol.telnet), (.request, "body", .http),
                (.query, "value", .redis),
            ] {
                var session = SessionDetection()
                _ = session.observe(event(kind, EventFields([field: text]), on: attackProtocol), in: catalogue)
            }
        }
    }
}

/// Changes bytes the way fuzzers do: flips, insertions, deletions, copies, splices.
struct Mutator {
    private var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    mutating func mutated(_ corpus: [[UInt8]]) -> [UInt8] {
        var bytes = corpus.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 0...8, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            let end = min(bytes.count, place + Int.random(in: 1...16, using: &generator))
            switch Int.random(in: 0..<6, using: &generator) {
            case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
            case 4:
                bytes.insert(
                    contentsOf: Array("-:[]{}?&*#'\"\n ".utf8).shuffled(using: &generator).prefix(2), at: place)
            default: bytes.replaceSubrange(place..., with: (corpus.randomElement(using: &generator) ?? []).suffix(64))
            }
        }
        return bytes
    }
}
