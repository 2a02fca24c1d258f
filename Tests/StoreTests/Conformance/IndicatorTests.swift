import Store
import Testing

@Suite("The key of indicators")
struct IndicatorTests {
    @Test("It has 256 bits, stays the same, and belongs to one store", arguments: Engine.allCases)
    func key(_ engine: Engine) async throws {
        var keys: Set<[UInt8]> = []
        for _ in 0..<4 {
            try await engine.withStore { (store) async throws in
                let key = try await store.read { try $0.indicatorKey() }
                #expect(key.count == 32)
                #expect(try await store.write { try $0.indicatorKey() } == key)
                keys.insert(key)
            }
        }
        #expect(keys.count == 4)
    }

    @Test("It outlives the process")
    func durable() async throws {
        let folder = try TemporaryFolder()
        var keys: Set<[UInt8]> = []
        for _ in 0..<2 {
            let store = try SQLiteStore(path: folder.storeFile)
            keys.insert(try await store.read { try $0.indicatorKey() })
            await store.close()
        }
        #expect(keys.count == 1)
    }
}
