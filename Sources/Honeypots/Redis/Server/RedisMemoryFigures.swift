/// The memory section of INFO: one figure known, all others following from it as they do in a small server.
struct RedisMemoryFigures: Sendable {
    let values: [String: String]

    init(_ session: RedisSession) {
        let dataset = Int64(session.dataset.byteCount)
        let startup: Int64 = session.release >= .v7_0 ? 862_832 : session.release >= .v6_2 ? 809_880 : 803_152
        let overhead = startup + 21_000 + Int64(session.dataset[0].count) * 72
        // Allocators hand out multiples of eight bytes.
        let used = (overhead + dataset + 7) / 8 * 8
        let peak = max(used, startup + 96_000 + Int64(session.scene.processID) * 16)
        let allocated = used + 65_312
        let active = (allocated / 4096 + 78) * 4096
        let allocatorResident = active + 2_428_928
        let resident = allocatorResident + 3_874_816
        let scripts = Int64(session.scripts.byteCount)
        values = [
            "used": "\(used)", "used_human": Self.human(used), "resident": "\(resident)",
            "resident_human": Self.human(resident), "peak": "\(peak)", "peak_human": Self.human(peak),
            "peak_percent": Self.percent(used, of: peak), "overhead": "\(overhead)", "startup": "\(startup)",
            "dataset": "\(used - overhead)", "dataset_percent": Self.percent(used - overhead, of: used - startup),
            "allocated": "\(allocated)", "active": "\(active)", "allocator_resident": "\(allocatorResident)",
            "memory": "\(session.scene.memoryBytes)", "memory_human": Self.human(Int64(session.scene.memoryBytes)),
            "script_bytes": "\(scripts)", "script_bytes_human": Self.human(scripts),
            "all_script_bytes": "\(scripts + 184)", "all_script_bytes_human": Self.human(scripts + 184),
            "frag_ratio": Self.ratio(active, to: allocated), "frag_bytes": "\(active - allocated)",
            "allocator_rss_ratio": Self.ratio(allocatorResident, to: active),
            "allocator_rss_bytes": "\(allocatorResident - active)",
            "rss_overhead_ratio": Self.ratio(resident, to: allocatorResident),
            "rss_overhead_bytes": "\(resident - allocatorResident)",
            "fragmentation_ratio": Self.ratio(resident, to: used), "fragmentation_bytes": "\(resident - used)",
        ]
    }

    /// Bytes as people read them: `895.18K` (`bytesToHuman`).
    static func human(_ bytes: Int64) -> String {
        let units = ["K", "M", "G", "T"]
        var size = Double(bytes)
        guard size >= 1024 else { return "\(bytes)B" }
        var unit = ""
        for next in units where size >= 1024 || unit.isEmpty {
            size /= 1024
            unit = next
        }
        return twoDecimals(size) + unit
    }

    private static func percent(_ part: Int64, of whole: Int64) -> String {
        twoDecimals(whole > 0 ? Double(part) * 100 / Double(whole) : 0) + "%"
    }

    private static func ratio(_ a: Int64, to b: Int64) -> String { twoDecimals(b > 0 ? Double(a) / Double(b) : 0) }

    private static func twoDecimals(_ value: Double) -> String {
        let hundredths = Int64((value * 100).rounded())
        return "\(hundredths / 100).\(String(hundredths % 100 + 100).dropFirst())"
    }
}
