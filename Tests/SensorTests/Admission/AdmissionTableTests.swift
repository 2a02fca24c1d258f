import IPNetworks
import Testing

@testable import Sensor

@Suite struct AdmissionTableTests {
    static let second: UInt64 = 1_000_000_000
    static let anybody = IPAddress(v4: 0x0102_0304)

    /// A table that expectations may change.
    final class Door {
        var table: AdmissionTable

        init(_ change: (inout AdmissionLimits) -> Void = { _ in }) {
            var limits = AdmissionLimits()
            change(&limits)
            table = AdmissionTable(limits)
        }

        func admit(_ visitor: IPAddress, at now: UInt64) -> Refusal? { table.admit(visitor, at: now) }

        func release(_ visitor: IPAddress, recordedBytes: Int, at now: UInt64) {
            table.release(visitor, recordedBytes: recordedBytes, at: now)
        }
    }

    @Test func oneSourceHasSoManyPlaces() {
        let door = Door { $0.connectionsPerSource = 3 }
        #expect(
            (0..<5).map { _ in door.admit(Self.anybody, at: 0) } == [
                nil, nil, nil, .sourceConnections, .sourceConnections,
            ])
        #expect(door.admit(IPAddress(v4: 9), at: 0) == nil)
        door.release(Self.anybody, recordedBytes: 0, at: 0)
        #expect(door.admit(Self.anybody, at: 0) == nil)
        #expect(door.table.open == 4)
    }

    @Test func oneSourceComesSoOften() {
        let door = Door { $0.burstPerSource = 2 }
        func visit(at now: UInt64) -> Refusal? {
            let refusal = door.admit(Self.anybody, at: now)
            if refusal == nil { door.release(Self.anybody, recordedBytes: 0, at: now) }
            return refusal
        }
        #expect(visit(at: 0) == nil)
        #expect(visit(at: 0) == nil)
        #expect(visit(at: 0) == .sourceRate)
        #expect(visit(at: Self.second / 20) == nil)
        #expect(visit(at: Self.second / 20) == .sourceRate)
    }

    @Test func oneSourceIsRecordedSoMuch() {
        let door = Door {
            $0.bytesPerSource = 100
            $0.byteBurstPerSource = 1000
        }
        #expect(door.admit(Self.anybody, at: 0) == nil)
        door.release(Self.anybody, recordedBytes: 2000, at: 0)
        #expect(door.admit(Self.anybody, at: 1) == .sourceBytes)
        #expect(door.admit(Self.anybody, at: 11 * Self.second) == nil)
    }

    @Test func everybodyTogetherHasSoManyPlaces() {
        let door = Door { $0.connections = 10 }
        for number in 0..<9 { #expect(door.admit(IPAddress(v4: UInt32(number)), at: 0) == nil) }
        #expect(door.table.isCrowded)
        #expect(door.admit(IPAddress(v4: 100), at: 0) == nil)
        #expect(door.admit(IPAddress(v4: 101), at: 0) == .full)
        door.release(IPAddress(v4: 0), recordedBytes: 0, at: 0)
        door.release(IPAddress(v4: 1), recordedBytes: 0, at: 0)
        #expect(!door.table.isCrowded)
        #expect(door.admit(IPAddress(v4: 101), at: 0) == nil)
    }

    /// One IPv6 host has 2⁶⁴ addresses to come from.
    @Test func anIPv6NetworkIsOneSource() {
        let door = Door { $0.connectionsPerSource = 2 }
        let network: UInt128 = 0x2001_0db8_0000_0001 << 64
        #expect(door.admit(IPAddress(v6: network | 1), at: 0) == nil)
        #expect(door.admit(IPAddress(v6: network | 2), at: 0) == nil)
        #expect(door.admit(IPAddress(v6: network | 3), at: 0) == .sourceConnections)
        #expect(door.admit(IPAddress(v6: network + (1 << 64)), at: 0) == nil)
        door.release(IPAddress(v6: network | 0xffff), recordedBytes: 0, at: 0)
        #expect(door.admit(IPAddress(v6: network | 3), at: 0) == nil)
    }

    @Test func memoryIsBoundedWhoeverComes() {
        let door = Door()
        #expect(door.admit(Self.anybody, at: 0) == nil)
        var now: UInt64 = 0
        for number in 0..<300_000 {
            now += 1000
            let visitor = IPAddress(v4: 0x2000_0000 + UInt32(number))
            guard door.admit(visitor, at: now) == nil else { continue }
            door.release(visitor, recordedBytes: 1, at: now)
        }
        #expect(door.table.rememberedSources <= AdmissionTable.maximumSources)
        #expect(door.table.open == 1)
        door.release(Self.anybody, recordedBytes: 0, at: now)
        #expect(door.table.open == 0)
    }

    /// Those inside, and those who have not paid back yet, stay in a flood of others, as long as there are others to forget.
    @Test func whoMustBeRememberedIs() {
        let door = Door {
            $0.connectionsPerSource = 1
            $0.bytesPerSource = 100
            $0.byteBurstPerSource = 1000
        }
        #expect(door.admit(Self.anybody, at: 0) == nil)
        let noisy = IPAddress(v4: 5)
        #expect(door.admit(noisy, at: 0) == nil)
        door.release(noisy, recordedBytes: 1_000_000, at: 0)
        for number in 0..<200_000 {
            let visitor = IPAddress(v4: 0x2000_0000 + UInt32(number))
            let now = UInt64(number) * 1_000_000
            #expect(door.admit(visitor, at: now) == nil)
            door.release(visitor, recordedBytes: 1, at: now)
        }
        #expect(door.table.rememberedSources == AdmissionTable.maximumSources)
        #expect(door.admit(Self.anybody, at: 200 * Self.second) == .sourceConnections)
        #expect(door.admit(noisy, at: 200 * Self.second) == .sourceBytes)
    }

    /// Against counting by hand: whoever is inside is never forgotten, and never counted twice.
    @Test func agreesWithCountingByHand() {
        var generator = SeededRandom(seed: 2)
        let door = Door {
            $0.connections = 40
            $0.connectionsPerSource = 5
            $0.burstPerSource = 1000
        }
        var inside: [IPAddress] = []
        for step in 0..<20_000 {
            let now = UInt64(step) * Self.second
            if Bool.random(using: &generator), !inside.isEmpty {
                let leaving = inside.remove(at: Int.random(in: 0..<inside.count, using: &generator))
                door.release(leaving, recordedBytes: 10, at: now)
            } else {
                let visitor = IPAddress(v4: UInt32.random(in: 1...20, using: &generator))
                let expected: Refusal? =
                    inside.count >= 40 ? .full : inside.count { $0 == visitor } >= 5 ? .sourceConnections : nil
                let refusal = door.admit(visitor, at: now)
                #expect(refusal == expected)
                if refusal == nil { inside.append(visitor) }
            }
            #expect(door.table.open == inside.count)
        }
    }
}
