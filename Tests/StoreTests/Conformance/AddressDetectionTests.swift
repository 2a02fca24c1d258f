import IPNetworks
import Store
import Testing
import ThreatModel

@Suite("What detection remembers of addresses")
struct AddressDetectionTests {
    @Test("One address has one memory, replaced and removed", arguments: Engine.allCases)
    func roundTrip(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            for address in AddressTests.edges {
                #expect(try await store.read { try $0.addressDetection(of: address) } == nil)
                try await store.write { (transaction) throws in
                    try transaction.saveAddressDetection([1], of: address, at: Sample.start)
                    try transaction.saveAddressDetection([2, 0, 255], of: address, at: Sample.start)
                }
                #expect(try await store.read { try $0.addressDetection(of: address) } == [2, 0, 255])
            }
            let (first, last) = (AddressTests.edges[0], AddressTests.edges[1])
            try await store.write { try $0.saveAddressDetection([], of: first, at: Sample.start) }
            #expect(try await store.read { try $0.addressDetection(of: first) } == [])
            for _ in 0..<2 { try await store.write { try $0.saveAddressDetection(nil, of: first, at: Sample.start) } }
            #expect(try await store.read { try $0.addressDetection(of: first) } == nil)
            #expect(try await store.read { try $0.addressDetection(of: last) } == [2, 0, 255])
        }
    }

    @Test("What was not changed for long goes, the oldest first, in portions", arguments: Engine.allCases)
    func retention(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await store.write { (transaction) throws in
                for number in (0..<10).reversed() {
                    try transaction.saveAddressDetection(
                        [UInt8(number)], of: Sample.address(number),
                        at: Sample.start.advanced(by: .seconds(number * 3600)))
                }
                // Changed again: young.
                try transaction.saveAddressDetection(
                    [0], of: Sample.address(0), at: Sample.start.advanced(by: .seconds(9 * 3600)))
            }
            let cutoff = Sample.start.advanced(by: .seconds(6 * 3600))
            func left() async throws -> [Int] {
                try await store.read { reader in
                    try (0..<10).filter { try reader.addressDetection(of: Sample.address($0)) != nil }
                }
            }
            #expect(try await store.write { try $0.pruneAddressDetections(before: cutoff, limit: 3) } == 3)
            #expect(try await left() == [0, 4, 5, 6, 7, 8, 9])
            #expect(try await store.write { try $0.pruneAddressDetections(before: cutoff, limit: 3) } == 2)
            #expect(try await left() == [0, 6, 7, 8, 9])
            #expect(try await store.write { try $0.pruneAddressDetections(before: cutoff, limit: 3) } == 0)
        }
    }
}
