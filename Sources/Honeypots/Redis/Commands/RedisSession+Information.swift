import ThreatModel

/// What INFO fills into its template. The numbers agree with each other and move as a working server's do.
extension RedisSession {
    func information(_ sections: ArraySlice<[UInt8]>) -> [UInt8] {
        let names = Set(sections.map { String(decoding: RedisText.lowercased($0.prefix(32)), as: UTF8.self) })
        let selection: RedisInformation.Selection =
            names.isEmpty
            ? .usual : names.contains("all") || names.contains("everything") ? .everything : .named(names)
        let memory = RedisMemoryFigures(self)
        return RedisInformation.of(release).text(selection, release: release) { placeholder in
            informationValue(placeholder) ?? memory.values[placeholder] ?? ""
        } lines: { placeholder in
            informationLines(placeholder)
        }
    }

    private func informationValue(_ placeholder: String) -> String? {
        switch placeholder {
        case "version": scene.build.version
        case "build_id": scene.build.buildID
        case "system": scene.system
        case "compiler": scene.build.compiler
        case "allocator": scene.build.allocator
        case "executable": scene.build.executable
        case "configuration_file": scene.build.configurationFile
        case "process_id": "\(scene.processID)"
        case "run_id": scene.runID
        case "replication_id": scene.replicationID
        case "port": configuration.text("port")
        case "hz": configuration.text("hz")
        case "maxclients": configuration.text("maxclients")
        case "maxmemory": configuration.text("maxmemory")
        case "maxmemory_human": RedisMemoryFigures.human(Int64(configuration.text("maxmemory")) ?? 0)
        case "maxmemory_policy": configuration.text("maxmemory-policy")
        case "backlog": configuration.text("repl-backlog-size")
        case "appends": configuration.text("appendonly") == "yes" ? "1" : "0"
        case "time_usec": "\(now.milliseconds * 1000)"
        case "uptime": "\(uptime)"
        case "uptime_days": "\(uptime / 86_400)"
        case "lru_clock": "\(now.seconds & 0xff_ffff)"
        case "clients": "1"
        case "input_buffer": release >= .v7_0 ? "20480" : "32768"
        case "role": replication.master == nil ? "master" : "slave"
        case "channels": "\(client.channels.count)"
        case "patterns": "\(client.patterns.count)"
        case "scripts": "\(scripts.count)"
        default: counterValue(placeholder)
        }
    }

    private func counterValue(_ placeholder: String) -> String? {
        switch placeholder {
        case "changes": "\(dataset.changes)"
        case "last_save": "\(lastSave.seconds)"
        case "saves": "\(1 + uptime / 7_200)"
        case "cow_bytes": "\(409_600 + scene.processID % 64 * 4096)"
        case "loaded_keys": "\(scene.database.count)"
        case "fork_usec": "\(180 + scene.processID % 240)"
        case "connections": "\(statistics.connections)"
        case "commands": "\(statistics.commandCount)"
        case "ops": "\(now.seconds % 3)"
        case "bytes_in": "\(statistics.bytesIn)"
        case "bytes_out": "\(statistics.bytesOut)"
        case "hits": "\(statistics.hits)"
        case "misses": "\(statistics.misses)"
        case "expired": "\(uptime / 90)"
        case "expire_cpu": "\(uptime * 7 / 300)"
        case "errors": "\(statistics.errorCount)"
        case "reads": "\(statistics.reads)"
        case "writes": "\(statistics.reads * 9 / 10)"
        case "shrinks": "\(statistics.connections / 3)"
        case "cpu_system": seconds(perHour: 2_140_000)
        case "cpu_user": seconds(perHour: 2_430_000)
        case "cpu_system_main": seconds(perHour: 2_138_000)
        case "cpu_user_main": seconds(perHour: 2_428_000)
        case "cpu_children": seconds(perHour: 9_300)
        default: nil
        }
    }

    /// Seconds since the server was started.
    private var uptime: Int64 { statistics.uptime + max(0, now.since(connectedAt).components.seconds) }

    /// CPU time in seconds with six decimals, for so many microseconds an hour.
    private func seconds(perHour microseconds: Int64) -> String {
        let total = uptime * microseconds / 3600
        return "\(total / 1_000_000).\(String(total % 1_000_000 + 1_000_000).dropFirst())"
    }

    private func informationLines(_ placeholder: String) -> [String] {
        switch placeholder {
        case "master": return masterLines()
        case "modules":
            return modules.map { module in
                "module:name=\(module.name),ver=1,api=1,filters=0,usedby=[],using=[],options=[]"
            }
        case "commandstats": return commandLines()
        case "errorstats": return statistics.errors.sorted { $0.key < $1.key }.map { "errorstat_\($0):count=\($1)" }
        case "latencystats":
            return statistics.calls.keys.sorted().map { name in
                "latency_percentiles_usec_\(name):p50=1.003,p99=11.007,p99.9=11.007"
            }
        case "keyspace":
            return dataset.indices.filter { !dataset[$0].isEmpty }.map { index in
                let database = dataset[index]
                return
                    "db\(index):keys=\(database.count),expires=\(database.volatileCount),avg_ttl=\(averageTimeToLive(database))"
            }
        default: return []
        }
    }

    private func averageTimeToLive(_ database: RedisDatabase) -> Int64 {
        guard database.volatileCount > 0 else { return 0 }
        let left = database.elements.reduce(Int64(0)) { sum, element in
            sum &+ max(0, (element.value.expiresAt ?? now.milliseconds) &- now.milliseconds)
        }
        return left / Int64(database.volatileCount)
    }

    private func commandLines() -> [String] {
        // Before 7.0 subcommands are counted under their command.
        var calls: [String: Int] = [:]
        for (name, count) in statistics.calls {
            calls[release >= .v7_0 ? name : String(name.prefix { $0 != "|" }), default: 0] += count
        }
        return calls.sorted { $0.key < $1.key }.map { name, count in
            "cmdstat_\(name):calls=\(count),usec=\(count * 4),usec_per_call=4.00"
                + (release >= .v6_2 ? ",rejected_calls=0,failed_calls=0" : "")
        }
    }

    /// The state of a replica whose master does not answer.
    private func masterLines() -> [String] {
        guard let master = replication.master else { return [] }
        var lines = [
            "master_host:\(String(decoding: master.host, as: UTF8.self))", "master_port:\(master.port)",
            "master_link_status:down", "master_last_io_seconds_ago:-1", "master_sync_in_progress:0",
        ]
        if release >= .v7_0 { lines.append("slave_read_repl_offset:1") }
        lines += ["slave_repl_offset:1"]
        lines += ["master_link_down_since_seconds:\(max(0, now.since(master.since).components.seconds))"]
        lines += ["slave_priority:100", "slave_read_only:1"]
        if release >= .v6_2 { lines.append("replica_announced:1") }
        return lines
    }
}
