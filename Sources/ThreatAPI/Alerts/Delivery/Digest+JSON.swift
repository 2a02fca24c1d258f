import Store
import ThreatModel

extension Digest {
    /// The body of a webhook's request.
    var json: [UInt8] {
        var json = JSONWriter(capacity: 256 + 512 * entries.count)
        json.literal("{\"type\":\"alert.digest\",\"id\":\"")
        json.plain(id.description)
        json.literal("\",\"createdAt\":")
        json.rfc3339(milliseconds: createdAt.milliseconds)
        json.literal(",\"alerts\":")
        json.array(entries) { json, entry in
            json.literal("{")
            json.subject(of: entry.alert)
            json.literal(",\"label\":")
            json.string(entry.alert.label)
            json.literal(",\"newMatches\":")
            json.integer(entry.alert.pending)
            json.literal(",\"matchCount\":")
            json.integer(entry.alert.matchCount)
            if entry.alert.kind == .range {
                json.literal(",\"uniqueMatches\":")
                json.integer(entry.alert.uniqueMatches)
            }
            json.literal(",\"lastMatchedAt\":")
            json.time(entry.alert.lastMatchedAt)
            json.literal(",\"examples\":")
            json.array(entry.examples) { $0.example($1) }
            json.literal("}")
        }
        json.literal("}\n")
        return json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func example(_ example: AlertExample) {
        literal("{\"at\":")
        rfc3339(milliseconds: example.at.milliseconds)
        literal(",\"ip\":")
        address(example.address)
        literal(",\"source\":")
        word(example.source)
        literal(",\"protocol\":")
        string(example.protocolName)
        literal("}")
    }
}
