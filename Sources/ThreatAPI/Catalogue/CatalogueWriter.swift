import Detection
import ThreatModel

/// Writes the catalogue as JSON: `GET /v1/catalogue` and `/v1/catalogue/{name}`.
struct CatalogueWriter {
    let catalogue: DetectionCatalogue
    let census: BehaviourCensus

    /// The behaviours with those indices, and the primitives that they name.
    func list(_ behaviours: [Int]) -> [UInt8] {
        var json = JSONWriter(capacity: 1024 + 700 * behaviours.count)
        json.literal("{\"count\":")
        json.integer(behaviours.count)
        json.literal(",\"behaviors\":")
        json.array(behaviours) { json, index in
            json.literal("{")
            summary(of: index, &json)
            json.literal("}")
        }
        json.literal(",\"primitives\":")
        let primitives = Set(behaviours.flatMap { catalogue.behaviours[$0].primitives }).sorted()
        json.array(primitives) { json, index in
            json.literal("{")
            summary(of: catalogue.primitives[index], &json)
            json.literal("}")
        }
        json.literal("}\n")
        return json.bytes
    }

    /// Everything about one behaviour.
    func detail(of index: Int) -> [UInt8] {
        let behaviour = catalogue.behaviours[index]
        var json = JSONWriter(capacity: 8 << 10)
        json.literal("{\"behavior\":{")
        summary(of: index, &json)
        json.literal("}")
        json.member("condition")
        write(catalogue.outline(of: index), &json)
        json.member("primitives")
        json.array(behaviour.primitives) { json, index in write(catalogue.primitives[index], &json) }
        json.member("examples")
        json.array(behaviour.examples) { json, example in write(example, &json) }
        json.member("nearMisses")
        json.array(behaviour.nearMisses) { json, example in write(example, &json) }
        json.member("newestAddresses")
        json.array(census[behaviour.name].newest) { json, named in
            json.literal("{\"ip\":")
            json.address(named.address)
            json.literal(",\"confidenceLevel\":")
            json.integer(named.confidence)
            json.literal(",\"lastSeen\":")
            json.integer(named.lastSeen)
            json.literal("}")
        }
        json.literal("}\n")
        return json.bytes
    }

    private func summary(of index: Int, _ json: inout JSONWriter) {
        let behaviour = catalogue.behaviours[index]
        json.member("name")
        json.string(behaviour.name)
        json.member("title")
        json.string(behaviour.title)
        json.member("description")
        json.string(behaviour.description)
        json.member("severity")
        json.word(behaviour.severity)
        json.member("attack")
        json.array(behaviour.attack) { $0.string($1) }
        json.member("protocols")
        json.array(behaviour.protocols.members) { $0.word($1) }
        json.member("windowSeconds")
        if let window = behaviour.window { json.integer(window.components.seconds) } else { json.literal("null") }
        json.member("references")
        json.array(behaviour.references) { $0.string($1) }
        json.member("primitives")
        json.array(behaviour.primitives) { $0.string(catalogue.primitives[$1].name) }
        let count = census[behaviour.name]
        json.member("addresses")
        json.integer(count.addresses)
        json.member("listed")
        json.integer(count.listed)
    }

    private func summary(of primitive: Primitive, _ json: inout JSONWriter) {
        json.member("name")
        json.string(primitive.name)
        json.member("description")
        json.string(primitive.description)
        json.member("protocols")
        json.array(primitive.protocols.members) { $0.word($1) }
    }

    private func write(_ outline: Outline, _ json: inout JSONWriter) {
        json.literal("{")
        json.member("text")
        json.string(outline.text)
        json.member("primitive")
        if let index = outline.primitive { json.string(catalogue.primitives[index].name) } else { json.literal("null") }
        json.member("parts")
        json.array(outline.parts) { json, part in write(part, &json) }
        json.literal("}")
    }

    private func write(_ primitive: Primitive, _ json: inout JSONWriter) {
        let lookout = primitive.lookout
        json.literal("{")
        summary(of: primitive, &json)
        json.member("places")
        json.array(lookout.places) { $0.string($1) }
        json.member("asks")
        json.array(lookout.asks) { json, ask in write(ask, &json) }
        json.member("ignoresCase")
        json.bool(lookout.ignoresCase)
        json.member("form")
        json.literal(lookout.isRawOnly ? "\"raw\"" : lookout.isNormalisedOnly ? "\"normalised\"" : "\"both\"")
        json.literal("}")
    }

    private func write(_ ask: Lookout.Ask, _ json: inout JSONWriter) {
        func texts(_ comparison: StaticString, _ patterns: [String]) {
            json.literal("{\"comparison\":\"")
            json.literal(comparison)
            json.literal("\",\"patterns\":")
            json.array(patterns) { $0.string($1) }
            json.literal("}")
        }
        switch ask {
        case .occurs: json.literal("{\"comparison\":\"occurs\"}")
        case .exact(let patterns): texts("exact", patterns)
        case .contains(let patterns): texts("contains", patterns)
        case .wildcard(let patterns): texts("wildcard", patterns)
        case .number(let range):
            json.literal("{\"comparison\":\"number\",\"atLeast\":")
            json.integer(range.lowerBound)
            json.literal(",\"atMost\":")
            if range.upperBound == .max { json.literal("null") } else { json.integer(range.upperBound) }
            json.literal("}")
        }
    }

    private func write(_ example: BehaviourExample, _ json: inout JSONWriter) {
        json.literal("{\"events\":")
        json.array(example.events) { json, event in
            json.literal("{\"protocol\":")
            json.word(event.protocol ?? example.protocol)
            json.member("session")
            json.integer(event.session)
            json.member("atMs")
            json.integer(event.at.components.seconds * 1000)
            json.member("kind")
            json.word(event.kind)
            json.member("fields")
            json.literal("{")
            for (name, value) in event.fields.values.sorted(by: { $0.key < $1.key }) {
                if json.bytes.last != UInt8(ascii: "{") { json.literal(",") }
                json.string(name)
                json.literal(":")
                json.string(value)
            }
            json.literal("}}")
        }
        json.literal("}")
    }
}
