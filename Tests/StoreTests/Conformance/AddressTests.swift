import IPNetworks
import Store
import Testing
import ThreatModel

@Suite("Addresses and words")
struct AddressTests {
    static let edges: [IPAddress] = [
        IPAddress(v4: 0), IPAddress(v4: .max), IPAddress(v4: 0x7fff_ffff), IPAddress(v4: 0x8000_0000),
        IPAddress(v6: 0), IPAddress(v6: 1), IPAddress(v6: .max), IPAddress(v6: 0xff << 120),
    ]

    @Test("One address is one row, replaced and removed", arguments: Engine.allCases)
    func roundTrip(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            for address in Self.edges {
                try await store.write { (transaction) throws in
                    try transaction.saveAddress(Sample.stored(address, 3))
                    try transaction.saveAddress(Sample.stored(address, 90))
                }
                #expect(try await store.read { try $0.address(address) } == Sample.stored(address, 90))
            }
            #expect(try await store.read { try $0.addressCount() } == Self.edges.count)
            try await store.write { try $0.removeAddress(Self.edges[0]) }
            try await store.write { try $0.removeAddress(Self.edges[0]) }
            #expect(try await store.read { try $0.address(Self.edges[0]) } == nil)
            #expect(try await store.read { try $0.addressCount() } == Self.edges.count - 1)
        }
    }

    @Test("A scan visits each address once, each family in ascending order", arguments: Engine.allCases)
    func scan(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let all = Set(Self.edges + (0..<500).map(Sample.address))
            try await store.write { (transaction) throws in
                for (number, address) in all.enumerated() {
                    try transaction.saveAddress(Sample.stored(address, number))
                }
            }
            let visited = try await store.read { (reader) throws in
                var visited: [(IPAddress, [UInt8])] = []
                try reader.forEachAddress { visited.append(($0, Array($1))) }
                return visited
            }
            #expect(visited.count == all.count)
            #expect(Set(visited.map(\.0)) == all)
            for family in [true, false] {
                let ordered = visited.map(\.0).filter { $0.isIPv4 == family }
                #expect(ordered == ordered.sorted())
            }
            for (address, record) in visited {
                #expect(try await store.read { try $0.address(address)?.record } == record)
            }

            var paged: [IPAddress] = []
            while true {
                let last = paged.last
                let page = try await store.read { try $0.addresses(after: last, limit: 64) }
                paged += page.map(\.address)
                if page.count < 64 { break }
            }
            #expect(paged == visited.map(\.0))
        }
    }

    @Test("Words are numbered from 0 and keep their numbers", arguments: Engine.allCases)
    func words(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let numbers = try await store.write { (transaction) throws in
                try ["b", "a", "b", "", "A"].map { try transaction.number(ofWord: $0) }
            }
            #expect(numbers == [0, 1, 0, 2, 3])
            #expect(try await store.read { try $0.words() } == ["b", "a", "", "A"])
            #expect(try await store.write { try $0.number(ofWord: "a") } == 1)
        }
    }
}
