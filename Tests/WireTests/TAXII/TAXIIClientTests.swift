import TestWire
import Testing

/// What others wrote for TAXII and STIX, against the running server.
@Suite("TAXII clients")
struct TAXIIClientTests {
    @Test("stix2-validator finds nothing in any kind of object, and taxii2-client pages through 10,000 of them")
    func clients() async throws {
        let server = try await WireServer.start()
        let key = try await server.key()
        let count = try await EveryRecord.send(to: server, key: key)
        let valid = try await TAXIIClient.run("validate.py", "http://127.0.0.1:\(server.port)", key)
        #expect(valid.hasPrefix("\(count + 1) objects"), "\(valid)")

        try await server.stop()
        let filled = try await TAXIIClient.run("fill.py", server.dataFolder + "/sikker.sqlite", "10000")
        #expect(filled == "10000\n")
        try await server.restart()
        let walked = try await TAXIIClient.run("walk.py", "http://127.0.0.1:\(server.port)", key, "10000", "1000")
        #expect(walked.hasSuffix("everything is as it should be\n"), "\(walked)")
    }
}
