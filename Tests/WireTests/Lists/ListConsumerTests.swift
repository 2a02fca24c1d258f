import Glibc
import IPNetworks
import TestHosts
import TestLoop
import TestWire
import Testing

/// Lists are loaded by the programs they are written for, which must end up with the very addresses of the plain list.
@Suite("Lists in the hands of their consumers", .serialized)
struct ListConsumerTests {
    @Test("ipset restore, again and again", .enabled(if: TestHost.isPermitted))
    func ipset() async throws {
        try await ListWorld.with { world in
            let host = try TestHost("lists")
            for query in ["format=ipset", "format=ipset&aggregate=true", "format=ipset", "format=ipset&limit=5"] {
                let file = try await world.file(query)
                try await host.command(["sh", "-c", "ipset restore < \(file)"])
                let saved = try await host.command(["ipset", "save"])
                let members = saved.split(separator: "\n").filter { $0.hasPrefix("add ") }
                    .compactMap { $0.split(separator: " ").last }.joined(separator: "\n")
                if query.hasSuffix("=5") {
                    #expect(ListWorld.addresses(in: members).count == 5)
                } else {
                    #expect(ListWorld.addresses(in: members) == world.addresses)
                }
                #expect(saved.split(separator: "\n").count { $0.hasPrefix("create ") } == 2)
                if query.contains("aggregate") { #expect(members.contains("45.77.0.0/29")) }
            }
            // A run that was cut short leaves the old sets in force, and what it left is no obstacle.
            let text = world.files.text(of: "list").split(separator: "\n").dropLast(3).joined(separator: "\n")
            try world.files.write(text + "\nadd sikker4_new nonsense\n", to: "broken")
            await #expect(throws: (any Error).self) {
                try await host.command(["sh", "-c", "ipset restore < \(world.files.file("broken"))"])
            }
            let file = try await world.file("format=ipset")
            try await host.command(["sh", "-c", "ipset restore < \(file)"])
        }
    }

    @Test("nft -f, again and again, and what is listed is dropped", .enabled(if: TestHost.isPermitted))
    func nftables() async throws {
        try await ListWorld.with { world in
            let host = try TestHost("lists")
            for query in ["format=nft", "format=nft&aggregate=true", "format=nft", "format=nft&scoreMinimum=100"] {
                try await host.command(["nft", "-f", try await world.file(query)])
                let sets = try await host.command(["nft", "list", "sets"])
                #expect(ListWorld.addresses(in: sets) == (query.hasSuffix("=100") ? [] : world.addresses))
                if query.contains("aggregate") { #expect(sets.contains("45.77.0.0/29")) }
            }
            try await host.command(["nft", "-f", try await world.file("format=nft")])
            for (source, arrives) in [("45.77.0.3", false), ("45.99.0.3", true)] {
                try await host.ip("addr add \(source)/32 dev lo")
                #expect(try await host.hears(source) == arrives)
            }
        }
    }

    @Test("nginx -t with the list included")
    func nginx() async throws {
        try await ListWorld.with { world in
            for query in ["format=nginx", "format=nginx&aggregate=true", "format=nginx&scoreMinimum=100"] {
                let file = try await world.file(query)
                try world.files.write(
                    "pid \(world.files.file("pid")); error_log stderr; events {}\n"
                        + "http { access_log off; include \(file); server { listen 127.0.0.1:1; } }\n",
                    to: "nginx.conf")
                let command = ["nginx", "-t", "-p", world.files.path, "-c", world.files.file("nginx.conf")]
                let output = try await TestThread.run { try TestCommand.run(command) }
                #expect(output.contains("test is successful"))
                if query != "format=nginx" { continue }
                let denied = world.files.text(of: "list").split(separator: "\n").map { $0.dropFirst(5).dropLast() }
                #expect(Set(denied.map { String($0) }) == world.addresses)
            }
        }
    }

    @Test("postmap finds every address in the table", .enabled(if: PythonProgram.areWanted))
    func postfix() async throws {
        try await ListWorld.with { world in
            try world.files.makeFolder("postfix")
            try world.files.write("compatibility_level = 3.6\n", to: "postfix/main.cf")
            for query in ["format=postfix", "format=postfix&aggregate=true"] {
                let command = [
                    "postmap", "-c", world.files.file("postfix"), "-q", "-", "cidr:\(try await world.file(query))",
                ]
                let keys = world.addresses.sorted() + ["45.77.0.8", "2a01:4f8::3"]
                let output = try await TestThread.run {
                    try TestCommand.run(command, input: keys.joined(separator: "\n") + "\n")
                }
                let found = output.split(separator: "\n").map { $0.split(separator: "\t").map { String($0) } }
                #expect(Set(found.map { $0[0] }) == world.addresses && found.count == world.addresses.count)
                #expect(found.allSatisfy { $0.last == "REJECT Listed by Sikker" })
            }
        }
    }

    @Test(
        "HAProxy and Caddy deny listed clients, and nobody else",
        .enabled(if: TestHost.isPermitted && PythonProgram.areWanted), arguments: ["haproxy", "caddy"])
    func webServers(_ program: String) async throws {
        try await ListWorld.with { world in
            let host = try TestHost("lists")
            for address in ["45.77.0.3", "45.99.0.3"] { try await host.ip("addr add \(address)/32 dev lo") }
            for (query, isDenied) in [("", true), ("&aggregate=true", true), ("&scoreMinimum=100", false)] {
                let file = try await world.file("format=\(program)\(query)")
                try world.files.write(
                    """
                    defaults
                      mode http
                      timeout client 10s
                      timeout server 10s
                      timeout connect 10s
                    frontend web
                      bind 127.0.0.1:8080
                      http-request deny if { src,map_ip(\(file),0) -m int ge 1 }
                      http-request return status 200

                    """, to: "haproxy.cfg")
                try world.files.write(
                    """
                    {
                    \tadmin off
                    \tauto_https off
                    }
                    http://:8080 {
                    \timport \(file)
                    \trespond @sikker 403
                    \trespond 200
                    }

                    """, to: "Caddyfile")
                let command =
                    program == "haproxy"
                    ? ["haproxy", "-db", "-f", world.files.file("haproxy.cfg")]
                    : [
                        "env", "HOME=\(world.files.path)", "caddy", "run", "--adapter", "caddyfile", "--config",
                        world.files.file("Caddyfile"),
                    ]
                let files = world.files
                let process = try await host.start(
                    ["sh", "-c", "log=$1; shift; exec \"$@\" >$log 2>&1", "sh", files.file("log")] + command)
                let statuses = try await host.run {
                    func status(from source: String) throws -> String {
                        let process = try TestProcess([
                            "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--interface", source,
                            "http://127.0.0.1:8080/",
                        ])
                        return process.wait().output
                    }
                    try LoopWait.until("\(program) answers", seconds: 180, { files.text(of: "log") }) {
                        try status(from: "45.99.0.3") != "000"
                    }
                    return try ["45.77.0.3", "45.99.0.3"].map { try status(from: $0) }
                }
                #expect(statuses == [isDenied ? "403" : "200", "200"], "\(files.text(of: "log"))")
                // Not SIGTERM, which it inherited as blocked from a thread of this process.
                process.kill(SIGKILL)
                _ = try await TestThread.run { process.wait() }
            }
        }
    }

    @Test("named-checkzone takes the response policy zone and finds every record")
    func policyZone() async throws {
        try await ListWorld.with { world in
            for query in ["format=rpz", "format=rpz&aggregate=true", "format=rpz&scoreMinimum=100"] {
                let command = ["named-checkzone", "-D", "rpz.test", try await world.file(query)]
                let output = try await TestThread.run { try TestCommand.run(command) }
                #expect(output.contains("OK") && !output.contains("warning"))
                let records = output.split(separator: "\n").filter { $0.contains(".rpz-ip.rpz.test.") }
                switch query {
                case "format=rpz": #expect(records.count == world.addresses.count)
                case "format=rpz&aggregate=true":
                    #expect(records.contains { $0.hasPrefix("29.0.0.77.45.rpz-ip.rpz.test.") })
                default: #expect(records.isEmpty)
                }
            }
        }
    }

    @Test("rbldnsd answers for the list")
    func rbldnsd() async throws {
        try await ListWorld.with { world in
            for query in ["format=rbldnsd", "format=rbldnsd&aggregate=true"] {
                let file = try await world.file(query)
                let port = UInt16.random(in: 20_000..<30_000)
                let command = [
                    "rbldnsd", "-n", "-a", "-u", "nobody:nogroup", "-b", "127.0.0.1/\(port)",
                    "bl.test:combined:\(file)",
                ]
                let answers = try await TestThread.run {
                    let process = try TestProcess(command)
                    // It says nothing when it is ready; until then nobody answers.
                    try LoopWait.until("rbldnsd answers") { try Self.isListed("45.77.0.0", port) == true }
                    let listed = try world.addresses.sorted().prefix(200).map { try Self.isListed($0, port) }
                    let others = try ["45.77.0.8", "45.76.255.255", "2a01:4f8::3", "9.9.9.9"].map {
                        try Self.isListed($0, port)
                    }
                    // Not SIGTERM, which it inherited as blocked from a thread of this process.
                    process.kill(SIGKILL)
                    _ = process.wait()
                    return (listed, others)
                }
                #expect(answers.0.allSatisfy { $0 == true } && answers.0.count == 200)
                #expect(answers.1 == [false, false, false, false])
            }
        }
    }

    /// Asks a DNS list for an address (RFC 5782); `nil` when there is no answer.
    private static func isListed(_ text: String, _ port: UInt16) throws -> Bool? {
        let address = try #require(IPAddress(text))
        var labels: [String] =
            if address.isIPv4 { address.networkBytes.reversed().map { String($0) } } else {
                address.networkBytes.reversed().flatMap { [String($0 & 15, radix: 16), String($0 >> 4, radix: 16)] }
            }
        labels += ["bl", "test"]
        // A head with one question, recursion not wanted; then the name, type A, class IN (RFC 1035 §4.1).
        var query: [UInt8] = [0x53, 0x4b, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        for label in labels { query += [UInt8(label.utf8.count)] + Array(label.utf8) }
        query += [0, 0, 1, 0, 1]
        let socket = try TestSocket(.udp, from: "127.0.0.1")
        socket.setTimeout(milliseconds: 5000)
        try socket.connect(to: "127.0.0.1", port: port)
        socket.send(query)
        guard let answer = socket.receive() else { return nil }
        // The number of answers, and the address at the end of the only one.
        let answers = Int(answer[6]) << 8 | Int(answer[7])
        return answers == 1 && answer.suffix(4).starts(with: [127, 0, 0]) && (2...4).contains(answer.last ?? 0)
    }
}
