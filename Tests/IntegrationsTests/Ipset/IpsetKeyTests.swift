import Glibc
import TestHosts
import TestServers
import Testing

/// Nobody but root and the server sees the key.
@Suite("ipset: key", .serialized, .tags(.namespaces), .enabled(if: Permission.namespaces))
struct IpsetKeyTests {
    @Test("It is in nobody's list of processes, and in no message", arguments: Shell.allCases)
    func hidden(shell: Shell) async throws {
        let server = try await PlayedListServer()
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key, shell: shell)
        try await KeySecrecy.expectHidden(PlayedListServer.key, from: server) {
            try await ipset.run(environment: ["SIKKERAPI_TIMEOUT=2"])
        }
    }

    @Test("A file that others can read, that holds no key or is not there is refused")
    func files() async throws {
        let server = try await PlayedListServer()
        server.setList(["45.40.1.1"])
        let ipset = try await IpsetStage(baseURL: server.url, key: PlayedListServer.key)
        let file = "/etc/sikkerapi.key"
        try #require(chmod(ipset.stage.path(file), 0o644) == 0)
        let open = try await ipset.run()
        #expect(open.status == 1 && open.error.contains("chmod 600"))
        // What was written on another system.
        try ipset.stage.write(PlayedListServer.key + "\r\n", to: file)
        #expect(try await ipset.run().status == 0)
        for text in ["", "\n", "nonsense\n", "sk_\"\nurl = \"file:///etc/passwd\"\n", "sk_a b\n"] {
            try ipset.stage.write(text, to: file)
            let outcome = try await ipset.run()
            #expect(outcome.status == 1 && outcome.error.split(separator: "\n").count == 1, "\(text): \(outcome)")
        }
        unlink(ipset.stage.path(file))
        #expect(try await ipset.run().error.contains("cannot be read"))
        // Not the same one, which other tests look for on everybody's command lines meanwhile.
        #expect(try await ipset.run(environment: ["SIKKERAPI_KEY=sk_free_FromTheEnvironment"]).status == 0)
        #expect(server.requests.last?.headers["authorization"] == "Bearer sk_free_FromTheEnvironment")
    }
}
