import Testing
import ThreatModel

@testable import Detection

@Suite struct AddressEncodingTests {
    /// Stopping at any point, storing and reading back changes nothing of what is shown afterwards.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func storedMemoryGoesOnAsIfItHadNotBeen(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let condition = ReferenceAddressTests.condition(&generator)
        var kept = try AddressStory(when: condition)
        var stored = kept
        for moment in ReferenceAddressTests.moments(&generator, spread: 4).shuffled(using: &generator) {
            let bytes = stored.detection.encoded(in: stored.catalogue)
            stored.detection = try #require(AddressDetection(encoded: bytes, in: stored.catalogue))
            #expect(stored.detection.encoded(in: stored.catalogue) == bytes)
            let witness = [AddressWitness.own, .unproven, .lent(organisation: 3), .lent(organisation: -1)]
                .randomElement(using: &generator)
            func say(_ story: inout AddressStory) -> [AddressSighting] {
                story.adds(
                    moment.text, at: moment.seconds, session: moment.session, sensor: moment.sensor,
                    seenBy: witness ?? .own)
            }
            #expect(say(&stored) == say(&kept))
        }
    }

    /// Rules are changed while addresses go on: what asks the same is kept, the rest is forgotten.
    @Test func changedCatalogueKeepsWhatItKnows() throws {
        let condition = "{count: {of: t.one, at_least: 2}}"
        var old = try AddressStory(when: condition)
        #expect(old.says("one", at: 0) == [])
        let bytes = old.detection.encoded(in: old.catalogue)
        let catalogues = [
            // Another order of primitives and of behaviours
            (try AddressStory(words: ["three", "two", "one"], when: condition).catalogue, true),
            (try AddressStory(within: "20s", when: condition).catalogue, false),
            (try AddressStory(when: "{count: {of: t.two, at_least: 2}}").catalogue, false),
            (try catalogue(words: ["one"], when: "t.one"), false),
        ]
        for (catalogue, isKnown) in catalogues {
            var session = SessionDetection()
            guard let observation = session.observe(command("one", seconds: 1), from: 0, in: catalogue).observation
            else {
                // Nothing to add to: reading it back is all that can be done.
                #expect(AddressDetection(encoded: bytes, in: catalogue)?.isEmpty == true)
                continue
            }
            // By way of the store, and while it lasts
            var read = try #require(AddressDetection(encoded: bytes, in: catalogue))
            var carried = old.detection
            #expect(read.add(observation, seenBy: .own, in: catalogue).count == (isKnown ? 1 : 0))
            #expect(carried.add(observation, seenBy: .own, in: catalogue).count == (isKnown ? 1 : 0))
        }
    }

    @Test func everyCutAndEveryFlippedByteIsRefusedOrRead() throws {
        let catalogue = try BuiltIn.catalogue()
        var detection = AddressDetection()
        var sessions = SessionDetection()
        for number in 0..<12 {
            let event = event(
                number % 3 == 0 ? .connect : .auth, ["username": "a\(number)@example.org", "password": "p"],
                on: number % 2 == 0 ? .ssh : .redis, seconds: Double(number))
            let witness: AddressWitness = number % 4 == 0 ? .lent(organisation: 9) : .own
            guard let observation = sessions.observe(event, from: Int64(number), in: catalogue).observation else {
                continue
            }
            _ = detection.add(observation, seenBy: witness, in: catalogue)
        }
        let bytes = detection.encoded(in: catalogue)
        for length in bytes.indices { #expect(AddressDetection(encoded: bytes[..<length], in: catalogue) == nil) }
        #expect(AddressDetection(encoded: bytes + [0], in: catalogue) == nil)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                Fuzz.addressMemory(changed)
            }
        }
    }

    /// Whatever an address does for days, and however its sources are forged, what is kept of it stays small.
    @Test func memoryStaysSmall() throws {
        let catalogue = try BuiltIn.catalogue()
        var detection = AddressDetection()
        var generator = SplitMix64(seed: 5)
        let witnesses: [AddressWitness] = [.own, .unproven, .lent(organisation: 1), .lent(organisation: .max)]
        var largest = 0
        for number in 0..<1500 {
            let event = event(
                number % 2 == 0 ? .auth : .connect,
                ["username": "n\(number / 3)@example.org", "password": "\(number / 7)"],
                seconds: Double(number * 60 + Int.random(in: -40_000...0, using: &generator)))
            var session = SessionDetection()
            let observation = try #require(
                session.observe(event, from: Int64(number % 2), in: catalogue).observation)
            _ = detection.add(observation, seenBy: witnesses.randomElement(using: &generator) ?? .own, in: catalogue)
            guard number % 50 == 0 else { continue }
            largest = max(largest, detection.encoded(in: catalogue).count)
            #expect(detection.memories.allSatisfy { $0.entries.count <= AddressDetection.maximumEntries })
        }
        #expect(largest < catalogue.compiled.addressRules.count * 7168)
    }

    /// Most addresses come once.
    @Test func oneVisitTakesLittle() throws {
        let catalogue = try BuiltIn.catalogue()
        var session = SessionDetection()
        var detection = AddressDetection()
        let observation = try #require(session.observe(event(.connect), from: 12, in: catalogue).observation)
        _ = detection.add(observation, seenBy: .own, in: catalogue)
        #expect(detection.encoded(in: catalogue).count < 120)
    }

    @Test func whatHasPassedIsForgotten() throws {
        var story = try AddressStory(when: "{count: {of: t.one, at_least: 2}}")
        #expect(story.detection.isEmpty)
        _ = story.says("one", at: 0)
        _ = story.says("one", at: 1)
        _ = story.says("one", at: 50_000)
        #expect(story.detection.memories.map(\.shown.count) == [1])
        _ = story.says("one", at: 100_000)
        #expect(story.detection.memories.map(\.shown.count) == [0])
        #expect(story.detection.memories.map(\.entries.count) == [2])
    }
}
