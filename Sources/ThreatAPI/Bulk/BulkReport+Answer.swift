extension BulkReport {
    /// What the sender is told.
    var json: [UInt8] {
        var json = JSONWriter(capacity: 64 + 160 * refusals.count)
        json.literal("{\"total\":")
        json.integer(total)
        json.literal(",\"accepted\":")
        json.integer(rows.count)
        json.literal(",\"rejected\":")
        json.integer(refusals.count)
        json.literal(",\"errors\":")
        json.array(refusals) { json, refusal in
            json.literal("{\"row\":")
            json.integer(refusal.row)
            json.literal(",\"ip\":")
            if let ip = refusal.ip { json.string(ip) } else { json.literal("null") }
            json.literal(",\"error\":")
            json.string(refusal.reason)
            json.literal("}")
        }
        json.literal("}\n")
        return json.bytes
    }
}
