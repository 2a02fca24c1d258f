import Crypto
import Foundation
import NIOHTTP1
import ThreatModel

@testable import ThreatAPI

/// A file as a visitor might leave it.
struct TestBlob {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// So many bytes that no other number has.
    init(number: Int, size: Int) {
        var generator = SeededGenerator(seed: UInt64(number))
        bytes = (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// Somebody types `id` at a terminal.
    static let recording = TestBlob(
        """
        {"version":2,"width":80,"height":24,"timestamp":1772442000,"title":"ssh 45.66.1.2 <b>"}
        [0.5,"o","root@web:~# "]
        [1.5,"o","id; </script><script>alert(1)</script>\\r\\n"]
        [2,"o","uid=0(root) gid=0(root)\\r\\n"]

        """)

    var name: String { SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined() }
    var path: String { "/v1/sensor/blobs/\(name)" }
}

extension TestServer {
    func put(
        _ blob: TestBlob, as name: String? = nil, token: String?, headers: [(String, String)] = [], body: [UInt8]? = nil
    ) async throws -> TestResponse {
        try await send(
            .PUT, "/v1/sensor/blobs/\(name ?? blob.name)", key: token,
            headers: [("Content-Type", "application/octet-stream")] + headers, body: body ?? blob.bytes)
    }

    /// The names in a list, in its order.
    func listedBlobs(_ query: String = "", key: String) async throws -> (names: [String], next: String?) {
        let response = try await get("/v1/admin/blobs" + query, key: key)
        let json = try response.json()
        let blobs = json["blobs"] as? [[String: Any]] ?? []
        return (blobs.compactMap { $0["sha256"] as? String }, json["next"] as? String)
    }
}
