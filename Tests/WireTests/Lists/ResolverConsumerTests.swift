import Glibc
import TestHosts
import TestLoop
import TestWire
import Testing

/// The response policy zone in resolvers that are set up as `docs/formats.md` says: names that lead to a listed address are not there.
@Suite(
    "Lists in the hands of resolvers", .serialized, .enabled(if: TestHost.isPermitted && PythonProgram.areWanted))
struct ResolverConsumerTests {
    private static let (named, unbound) = ("127.0.0.1", "127.0.0.2")

    @Test("BIND and Unbound hide exactly the names of listed addresses, also after the list was read again")
    func policyZone() async throws {
        try await ListWorld.with { world in
            let host = try TestHost("resolvers")
            // Of the single ones a part is enough, because each takes a question.
            let near = ["45.77.0.", "2a01:4f8::"]
            let listed = world.addresses.sorted().enumerated().filter { index, address in
                index.isMultiple(of: 8) || near.contains { address.hasPrefix($0) }
            }
            let names = listed.map(\.element) + world.others
            try Self.prepare(world, names)
            try await Self.fetch("format=rpz", world)
            let inside = Self.places(world.files)
            let start = { (name: String, command: [String]) in
                let log = ["sh", "-c", #"log=$1; shift; exec "$@" >"$log" 2>&1"#, "sh", world.files.file(name)]
                return try await host.start(inside(log + command))
            }
            try await host.command(inside(["rndc-confgen", "-a"]))
            let processes = [
                try await start("named.log", ["named", "-g"]), try await start("unbound.log", ["unbound", "-d"]),
            ]
            try await Self.expect(hidden: world.addresses, of: names, on: host, world)

            for (query, hidden) in [
                ("format=rpz&scoreMinimum=100", []), ("format=rpz&aggregate=true", world.addresses),
            ] {
                try await Self.fetch(query, world)
                try await host.command(inside(["rndc", "reload", "sikker.rpz"]))
                processes[1].kill(SIGHUP)
                try await Self.expect(hidden: hidden, of: names, on: host, world)
            }
            for process in processes {
                process.kill(SIGTERM)
                _ = try await TestThread.run { process.wait() }
            }
        }
    }

    /// The folders of both programs: what Debian confines them to.
    private static let folders = ["etc-bind", "lib-bind", "etc-unbound", "lib-unbound", "run"]

    /// Where a command sees these folders in their places.
    private static func places(_ files: LoopFolder) -> @Sendable ([String]) -> [String] {
        let mounts = folders.map { name in
            let place =
                name == "run" ? "/run" : "/" + name.replacing("lib-", with: "var/lib/").replacing("-", with: "/")
            return "mkdir -p \(place) && mount --bind '\(files.file(name))' \(place)"
        }
        let script = mounts.joined(separator: " && ") + #" && exec "$@""#
        return { ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh"] + $0 }
    }

    /// A zone with a name for each address, which both programs know: Unbound by asking named in a manner that policies leave alone.
    private static func prepare(_ world: ListWorld, _ addresses: [String]) throws {
        for folder in folders { try world.files.makeFolder(folder) }
        let records = addresses.enumerated().map { "n\($0) \($1.contains(":") ? "AAAA" : "A") \($1)\n" }.joined()
        try world.files.write(
            "$TTL 60\n@ SOA localhost. root.localhost. 1 60 60 60 60\n@ NS localhost.\n" + records,
            to: "lib-bind/names.test")
        let policy = try FormatsPage.lines(for: "bind").joined(separator: "\n")
        let zones = try #require(policy.firstRange(of: "zone \"sikker.rpz\" { type"))
        // It would let a minute pass before it goes by a list that was read again.
        let eager = policy[..<zones.lowerBound].replacing("; };", with: "; } min-update-interval 0;")
        try world.files.write(
            """
            options {
              listen-on { \(named); };
              listen-on-v6 { none; };
              pid-file none;
              dnssec-validation no;
              \(eager)
            };
            \(policy[zones.lowerBound...])
            zone "names.test" { type primary; file "/var/lib/bind/names.test"; };

            """, to: "etc-bind/named.conf")
        try world.files.write(
            """
            \(try FormatsPage.lines(for: "unbound").joined(separator: "\n"))
            server:
              interface: \(unbound)
              username: ""
              chroot: ""
              pidfile: ""
              use-syslog: no
              do-not-query-localhost: no
              local-zone: "test." nodefault
              domain-insecure: "names.test"
            stub-zone:
              name: names.test
              stub-addr: \(named)

            """, to: "etc-unbound/unbound.conf")
        let questions = addresses.enumerated().map { "n\($0).names.test \($1.contains(":") ? "AAAA" : "A")\n" }
        try world.files.write(questions.joined(), to: "questions")
    }

    private static func fetch(_ query: String, _ world: ListWorld) async throws {
        for folder in ["lib-bind", "lib-unbound"] { try await world.file(query, named: folder + "/sikker.rpz") }
    }

    /// Waits until both programs go by the list, and expects of every name that it is hidden or not.
    private static func expect(
        hidden: Set<String>, of addresses: [String], on host: TestHost, _ world: ListWorld
    ) async throws {
        let wanted = addresses.map { hidden.contains($0) ? "NXDOMAIN" : "NOERROR" }
        let files = world.files
        for server in [named, unbound] {
            try await host.run {
                let dig = { (words: [String]) in try TestProcess(["dig", "@" + server] + words).wait().output }
                let logs = { files.text(of: "named.log") + files.text(of: "unbound.log") }
                try LoopWait.until("\(server) answers", seconds: 180, logs) {
                    try dig(["+tries=1", "+time=1", "names.test", "SOA"]).contains("status: NOERROR")
                }
                var statuses: [Substring] = []
                try LoopWait.until(
                    "\(server) hides \(hidden.count) of \(wanted.count) names", seconds: 180,
                    { "it hides \(statuses.count { $0 == "NXDOMAIN" }) of \(statuses.count)\n" + logs() }
                ) {
                    let output = try dig(["+noall", "+comments", "+time=10", "-f", files.file("questions")])
                    statuses = output.split(separator: "status: ").dropFirst().map { $0.prefix { $0 != "," } }
                    return statuses.map { String($0) } == wanted
                }
            }
        }
    }
}
