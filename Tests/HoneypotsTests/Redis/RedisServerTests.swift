import Testing
import ThreatModel

@testable import Honeypots

@Suite("Redis: the server a visitor meets")
struct RedisServerTests {
    private func text(_ reply: RESPReply?) -> String {
        switch reply {
        case .bulk(_, let bytes?): String(decoding: bytes, as: UTF8.self)
        case .line(_, let bytes): String(decoding: bytes, as: UTF8.self)
        default: ""
        }
    }

    private func information(_ visit: inout RedisVisit) -> [String: String] {
        let lines = text(visit.send("INFO everything")).split(separator: "\r\n").map {
            $0.split(separator: ":", maxSplits: 1)
        }
        return Dictionary(lines.filter { $0.count == 2 }.map { (String($0[0]), String($0[1])) }) { first, _ in first }
    }

    @Test("INFO, HELLO, CONFIG and the keys agree with each other", arguments: RedisRelease.allCases)
    func consistency(_ release: RedisRelease) throws {
        var visit = RedisVisit(release)
        let information = information(&visit)
        #expect(information["redis_version"]?.hasPrefix(release.name) == true)
        guard case .list(_, let greeting?) = visit.send("HELLO 2") else {
            Issue.record("HELLO is answered by a map")
            return
        }
        #expect(text(greeting[3]) == information["redis_version"])
        guard case .list(_, let keys?) = visit.send("KEYS *"), case .line(_, let count) = visit.send("DBSIZE") else {
            Issue.record("keys are listed and counted")
            return
        }
        #expect(String(decoding: count, as: UTF8.self) == "\(keys.count)")
        #expect(information["db0"]?.hasPrefix("keys=\(keys.count),") == true)
        guard case .list(_, let port?) = visit.send("CONFIG GET port") else {
            Issue.record("CONFIG GET is answered by a list")
            return
        }
        #expect(text(port[1]) == information["tcp_port"])
        let used = try #require(information["used_memory"].flatMap { Int($0) })
        let overhead = try #require(information["used_memory_overhead"].flatMap { Int($0) })
        let dataset = try #require(information["used_memory_dataset"].flatMap { Int($0) })
        #expect(used == overhead + dataset && used.isMultiple(of: 8))
        #expect(information["used_memory_human"] == RedisMemoryFigures.human(Int64(used)))
    }

    @Test("Counters move with time and with what is done")
    func movement() throws {
        var visit = RedisVisit(.v7_0)
        let before = information(&visit)
        visit.wait(.seconds(90))
        for _ in 0..<5 { visit.send("GET nokey") }
        let after = information(&visit)
        func number(_ information: [String: String], _ name: String) throws -> Int {
            try #require(information[name].flatMap { Int($0) })
        }
        #expect(try number(after, "uptime_in_seconds") == number(before, "uptime_in_seconds") + 90)
        #expect(try number(after, "total_commands_processed") == number(before, "total_commands_processed") + 6)
        #expect(try number(after, "keyspace_misses") == number(before, "keyspace_misses") + 5)
        #expect(try number(after, "total_net_input_bytes") > number(before, "total_net_input_bytes"))
    }

    @Test("INFO has no hole in it", arguments: RedisRelease.allCases)
    func noHoles(_ release: RedisRelease) {
        var visit = RedisVisit(release)
        for line in text(visit.send("INFO everything")).split(separator: "\r\n") where line.hasSuffix(":") {
            #expect(line == "config_file:", "\(line) says nothing")
        }
    }

    @Test("Every persona can be met, and no two share what is their own")
    func personas() {
        var seen: Set<String> = []
        for seed in UInt64(0)..<24 {
            let scene = Persona(seed: seed).scene(RedisScene.self)
            #expect(seen.insert(scene.runID).inserted)
            #expect(seen.insert(scene.replicationID).inserted)
            for element in scene.database.elements {
                guard case .string(let value) = element.value.value, value.count > 12 else { continue }
                #expect(seen.insert(String(decoding: value, as: UTF8.self)).inserted)
            }
        }
    }

    @Test("The persona's keys come back for the next visitor")
    func isolation() {
        var first = RedisVisit(.v7_0)
        let before = first.send("DBSIZE")
        first.send("FLUSHALL")
        var second = RedisVisit(.v7_0)
        #expect(second.send("DBSIZE") == before)
    }

    @Test("Every command of the table is described, and COUNT counts them", arguments: RedisRelease.allCases)
    func commandTable(_ release: RedisRelease) {
        var visit = RedisVisit(release)
        guard case .list(_, let commands?) = visit.send("COMMAND"),
            case .line(_, let count) = visit.send("COMMAND COUNT")
        else {
            Issue.record("COMMAND is answered by a list")
            return
        }
        #expect(String(decoding: count, as: UTF8.self) == "\(commands.count)")
        #expect(Set(RedisCommandTable.of(release).commands.map(\.name)).count == commands.count)
        for command in RedisCommandTable.of(release).commands {
            #expect(command.name == command.name.lowercased())
            #expect(RedisCommandTable.of(release).command(Array(command.name.uppercased().utf8)) != nil)
        }
    }

    @Test("Every line of the data tables is understood")
    func tables() {
        for line in RedisConfiguration.defaults.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            #expect(RedisRelease.range(parts[0]) != nil && RedisParameter(parts[1]) != nil, "\(line)")
        }
        for line in RedisInformation.template.split(separator: "\n") where !line.hasPrefix("#") && !line.hasPrefix("$")
        {
            #expect(line.split(separator: " ").first.map { RedisRelease.range($0) != nil } == true, "\(line)")
        }
    }

    @Test("A value is recorded with its key, a setting with its name")
    func events() {
        var visit = RedisVisit(.v6_0)
        let set = visit.events("SET k v").first
        #expect(set?.kind == .query)
        #expect(set?.fields.values == ["command": "SET", "argv": "SET k v", "key": "k", "value": "v"])
        #expect(visit.events("CONFIG SET dir /tmp").first?.fields["key"] == "dir")
        #expect(visit.events("MSET a 1 b 2").first?.fields["value"] == "1\n2")
        #expect(visit.events("AUTH secret").map(\.kind) == [.auth])
    }

    @Test("The same dump is kept once, a changed one again")
    func dumps() {
        var visit = RedisVisit(.v6_0)
        visit.send("SET k v")
        #expect(visit.events("SAVE").map(\.kind) == [.query, .file])
        #expect(visit.events("SAVE").map(\.kind) == [.query])
        visit.send("SET k w")
        #expect(visit.events("BGSAVE").map(\.kind) == [.query, .file])
        visit.send("FLUSHALL")
        #expect(visit.events("SAVE").map(\.kind) == [.query])
    }
}
