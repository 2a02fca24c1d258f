import IPNetworks
import TestLoop
import TestWire
import Testing

/// A server with a list of single addresses of both families and of some that lie side by side, and a place for forms of it.
struct ListWorld: Sendable {
    private static let count = 600

    let server: WireServer
    let key: String
    let files: LoopFolder
    /// All that are listed.
    let addresses: Set<String>
    /// Neighbours of listed ones, which are not.
    let others = ["45.77.0.8", "45.76.255.255", "2a01:4f8::3"]

    static func with(_ body: (ListWorld) async throws -> Void) async throws {
        let server = try await WireServer.start(folder: try await ListedStore.make(count))
        let key = try await server.key()
        for number in 0..<8 { try await server.report("45.77.0.\(number)", key: key) }
        for number in 0..<3 { try await server.report("2a01:4f8::\(number)", key: key) }
        let lines = try await server.get("/v1/key/blacklist?plaintext=true", key: key).lines.map { String($0) }
        #expect(lines.count == count + 11 && Set(lines).count == lines.count)
        try await body(ListWorld(server: server, key: key, files: try LoopFolder(), addresses: Set(lines)))
        try await server.kill()
    }

    /// A form of the list.
    func text(_ query: String) async throws -> String {
        let answer = try await server.get("/v1/key/blacklist?\(query)", key: key)
        guard answer.status == 200 else { throw WireError.malformed("\(answer.status): \(answer.text)") }
        return answer.text
    }

    /// Fetches a form of the list into a file.
    @discardableResult
    func file(_ query: String, named name: String = "list") async throws -> String {
        try files.write(try await text(query), to: name)
        return files.file(name)
    }

    /// The single addresses of words that are addresses or networks; other words are left out.
    static func addresses(in text: String) -> Set<String> {
        var addresses: Set<String> = []
        for word in text.split(whereSeparator: { " \n\t,;{}".contains($0) }) {
            guard let prefix = IPPrefix(String(word)), prefix.family.width - Int(prefix.length) < 10 else { continue }
            var address = prefix.address
            while prefix.contains(address) {
                addresses.insert(address.description)
                address = address.v4.map { IPAddress(v4: $0 + 1) } ?? IPAddress(v6: address.mapped + 1)
            }
        }
        return addresses
    }
}
