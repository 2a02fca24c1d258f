import Foundation
import Testing
import ThreatModel

@testable import Honeypots

/// The programs people and attackers really use, against the service on the loopback.
@Suite("Redis with real clients", .tags(.realClients), .waits, .enabled(if: ClientProgram.isWanted), .serialized)
struct RedisClientTests {
    /// Runs a command; in it and in its input `PORT` stands for the service's port.
    private func visit(
        _ persona: Persona, _ command: String, input: String = ""
    ) throws -> (output: String, events: [SocketServer.Record]) {
        let context = ReplaySettings().context(for: RedisHoneypot.self, persona: persona)
        let server = try SocketServer(RedisHoneypot.self, context)
        defer { server.stop() }
        func placed(_ text: String) -> String { text.replacingOccurrences(of: "PORT", with: "\(server.port)") }
        let output = try ClientProgram.run(placed(command), input: Array(placed(input).utf8))
        return (output, server.events)
    }

    private static func open(_ release: RedisRelease) -> Persona { RedisPersonas.persona(release) }
    private static func guarded(_ release: RedisRelease) -> Persona {
        RedisPersonas.persona(release, needsPassword: true)
    }

    @Test(
        "redis-cli gets what it asks for", arguments: RedisRelease.allCases,
        [
            ("PING", "PONG"), ("-a secret INFO server", "redis_version:"), ("CONFIG GET dir", "/var/lib/redis"),
            ("CONFIG SET dir /var/spool/cron", "OK"), ("SLAVEOF 198.51.100.9 6379", "OK"),
            ("EVAL \"return 1\" 0", "1"), ("--no-auth-warning -u redis://user:pw@127.0.0.1:PORT SET a b", "OK"),
            ("MODULE LOAD /tmp/x.so", "Error loading the extension"), ("-3 HSET h f v", "1"), ("--scan", ":"),
            ("--bigkeys", "Biggest"), ("CLIENT LIST", "addr=45.10.1.2:40404"),
        ])
    func commandLine(_ release: RedisRelease, _ form: (arguments: String, answer: String)) throws {
        let (output, events) = try visit(Self.open(release), "redis-cli -h 127.0.0.1 -p PORT \(form.arguments)")
        #expect(output.contains(form.answer), "\(form.arguments): \(output)")
        #expect(!events.isEmpty)
    }

    @Test("redis-cli --pipe loads everything", arguments: RedisRelease.allCases)
    func pipe(_ release: RedisRelease) throws {
        let commands = (0..<5_000).map { "SET k\($0) v\r\n" }.joined()
        let (output, events) = try visit(Self.open(release), "redis-cli -h 127.0.0.1 -p PORT --pipe", input: commands)
        #expect(output.contains("errors: 0, replies: 5000"), "\(output)")
        #expect(events.count == 5_001)
    }

    @Test("redis-cli --rdb gets a dump that the checker accepts", arguments: RedisRelease.allCases)
    func dump(_ release: RedisRelease) throws {
        let (output, _) = try visit(
            Self.open(release), "redis-cli -h 127.0.0.1 -p PORT --rdb dump.rdb && redis-check-rdb dump.rdb")
        #expect(output.contains("RDB looks OK"), "\(output)")
    }

    @Test("redis-cli as people use it, with questions about every command", arguments: RedisRelease.allCases)
    func interactive(_ release: RedisRelease) throws {
        let (output, _) = try visit(
            Self.open(release), "redis-cli -h 127.0.0.1 -p PORT", input: "SET a 1\nINCR a\nKEYS nothing\nQUIT\n")
        #expect(output.contains("OK") && output.contains("2"), "\(output)")
    }

    @Test("The Python client in both versions of the protocol", arguments: RedisRelease.allCases, [2, 3])
    func python(_ release: RedisRelease, _ version: Int) throws {
        let script = """
            import redis
            # Clients before 5.0 speak only the older version.
            asked = {'protocol': \(version)} if redis.VERSION[0] >= 5 else {}
            print('speaks', asked.get('protocol', 2))
            c = redis.Redis(port=PORT, password='x', decode_responses=True, **asked)
            c.set('a', 1); c.incr('a'); c.hset('h', mapping={'f': 'v', 'g': 'w'}); c.zadd('z', {'m': 1.5})
            p = c.pipeline(); p.set('b', 2); p.get('b'); print(p.execute())
            print(c.get('a'), sorted(c.hgetall('h').items()), c.zrange('z', 0, -1, withscores=True), c.smembers('none'))
            print(c.info()['redis_version'], c.config_get('dir'), c.client_id() > 0)
            s = c.pubsub(); s.subscribe('news'); print(s.get_message(timeout=2)['type'])
            """
        let (output, events) = try visit(Self.open(release), "/usr/bin/python3 -", input: script)
        #expect(output.contains("[True, '2']"), "\(output)")
        #expect(
            output.contains(
                output.contains("speaks 2")
                    ? "2 [('f', 'v'), ('g', 'w')] [('m', 1.5)]" : "2 [('f', 'v'), ('g', 'w')] [['m', 1.5]]"),
            "\(output)")
        #expect(output.contains("\(release.name)."), "\(output)")
        #expect(output.contains("subscribe"), "\(output)")
        #expect(events.contains { $0.kind == .auth && $0.fields["password"] == "x" })
    }

    @Test("hydra finds the password, and every guess is recorded")
    func hydra() throws {
        let words = (0..<200).map { "guess\($0)" }
        let (output, events) = try visit(
            Self.guarded(.v6_2), "hydra -P in -t 4 -s PORT redis://127.0.0.1", input: words.joined(separator: "\n"))
        #expect(output.contains("valid password found"), "\(output)")
        #expect(events.contains { $0.kind == .auth && words.contains($0.fields["password"] ?? "") })
    }

    /// nmap asks for the version only where it expects Redis: services on that port at loopback addresses of their own,
    /// visited in one run, because nmap waits more than it works.
    private func scan(_ personas: [Persona], _ options: String) throws -> (
        output: String, events: [SocketServer.Record]
    ) {
        let places = personas.indices.map { 0x7f4d_0000 | UInt32.random(in: 0...0x3fff) << 2 | UInt32($0) }
        let servers = try zip(personas, places).map { persona, place in
            try SocketServer(
                RedisHoneypot.self, ReplaySettings().context(for: RedisHoneypot.self, persona: persona), address: place,
                port: 6379)
        }
        defer { for server in servers { server.stop() } }
        let addresses = places.map { "127.77.\($0 >> 8 & 0xff).\($0 & 0xff)" }.joined(separator: " ")
        return (try ClientProgram.run("nmap -n -Pn -p 6379 \(options) \(addresses)"), servers.flatMap(\.events))
    }

    @Test("nmap names Redis and its version, and its scripts read the server")
    func nmap() throws {
        let personas = RedisRelease.allCases.map(Self.open)
        let (output, _) = try scan(personas, "-sV --script redis-info")
        for persona in personas {
            let version = persona.scene(RedisScene.self).build.version
            #expect(output.contains("Redis key-value store \(version)"), "\(output)")
            #expect(output.contains("Version: \(version)"), "\(output)")
            #expect(output.contains("Operating System: Linux \(persona.host.system.kernelRelease)"), "\(output)")
        }
        #expect(!output.lowercased().contains("honeypot"), "\(output)")
    }

    @Test("nmap guesses a password")
    func nmapBrute() throws {
        let (output, events) = try scan(
            [Self.guarded(.v6_0)], "--script redis-brute --script-args brute.firstonly=true")
        #expect(output.contains("Valid credentials"), "\(output)")
        #expect(events.contains { $0.kind == .auth })
    }

    @Test("redis-benchmark finds no fault", arguments: RedisRelease.allCases)
    func bench(_ release: RedisRelease) throws {
        let (output, _) = try visit(
            Self.open(release),
            "redis-benchmark -p PORT -q -n 500 -c 4 -t ping,set,get,incr,lpush,lpop,sadd,hset,zadd,mset")
        #expect(output.contains("MSET") && !output.contains("rror"), "\(output)")
    }
}
