import ThreatModel

// The stored form of a session's state. One byte of version; the first event's time and the time since; then primitives,
// behaviours and memories by the names of the catalogue, so that indices may change between writing and reading.

extension SessionDetection {
    private static let encodingVersion: UInt8 = 1
    private static let maximumShown = 20_000
    private static let maximumMemories = 20_000

    func encoded(in catalogue: CompiledCatalogue) -> [UInt8] {
        var writer = CompactWriter()
        writer.put(byte: Self.encodingVersion)
        writer.put(byte: start == nil ? 0 : 1)
        if let start { writer.put(signed: start.milliseconds) }
        writer.put(now)
        writer.put(count: hits.count)
        for hit in hits {
            writer.put(catalogue.primitiveNames[Int(hit.primitive)])
            writer.put(hit.events)
            writer.put(hit.last)
        }
        let elsewhere = shownElsewhere.prefix(Self.maximumShown - min(shown.count, Self.maximumShown))
        writer.put(count: shown.count + elsewhere.count)
        for behaviour in shown { writer.put(catalogue.behaviourNames[Int(behaviour)]) }
        for name in elsewhere { writer.put(name) }

        writer.put(count: memories.count)
        for entry in memories {
            let owner = catalogue.partOwners[entry.part]
            let rule = catalogue.rules[owner]
            writer.put(catalogue.behaviourNames[owner])
            writer.put(fixed: rule.signature)
            writer.put(count: entry.part - rule.parts.lowerBound)
            writer.put(entry.memory)
        }
        return writer.bytes
    }

    init?(encoded: some Collection<UInt8>, in catalogue: CompiledCatalogue) {
        do { try self.init(reading: CompactReader(encoded), catalogue) } catch { return nil }
    }

    private init(reading source: CompactReader, _ catalogue: CompiledCatalogue) throws(CompactReader.Malformed) {
        self.init()
        var reader = source
        guard try reader.byte() == Self.encodingVersion else { throw CompactReader.Malformed() }
        switch try reader.byte() {
        case 0: break
        case 1: start = Timestamp(milliseconds: try reader.signed())
        default: throw CompactReader.Malformed()
        }
        now = try reader.integer32()
        for _ in 0..<(try reader.count(upTo: Self.maximumHits)) {
            let name = try reader.text(upTo: RuleLimits.nameBytes)
            let events = try reader.integer32()
            let last = min(now, try reader.integer32())
            guard let primitive = catalogue.primitiveIndices[name] else { continue }
            hits.append(PrimitiveHit(primitive: UInt32(primitive), events: events, last: last))
        }
        hits.sort { $0.primitive < $1.primitive }
        for _ in 0..<(try reader.count(upTo: Self.maximumShown)) {
            let name = try reader.text(upTo: RuleLimits.nameBytes)
            if let behaviour = catalogue.behaviourIndices[name] {
                shown.append(UInt32(behaviour))
            } else {
                shownElsewhere.append(name)
            }
        }
        shown.sort()
        shownElsewhere.sort()
        for _ in 0..<(try reader.count(upTo: Self.maximumMemories)) {
            let name = try reader.text(upTo: RuleLimits.nameBytes)
            let signature = try reader.fixed()
            let offset = try reader.count(upTo: RuleLimits.conditionParts)
            let memory = try reader.memory(until: now)
            guard let behaviour = catalogue.behaviourIndices[name] else { continue }
            let rule = catalogue.rules[behaviour]
            guard rule.signature == signature, offset < rule.parts.count else { continue }
            memories.append(PartMemory(part: rule.parts.lowerBound + offset, memory: memory))
        }
        memories.sort { $0.part < $1.part }
        let isUnique =
            Set(hits.map(\.primitive)).count == hits.count && Set(shown).count == shown.count
            && Set(shownElsewhere).count == shownElsewhere.count
            && Set(memories.map(\.part)).count == memories.count
        guard reader.isAtEnd, isUnique else { throw CompactReader.Malformed() }
    }
}

extension CompactWriter {
    fileprivate mutating func put(_ memory: ConditionMemory) {
        switch memory {
        case .satisfied:
            put(byte: 0)
        case .begun(let begun):
            put(byte: 1)
            put(count: begun.count)
            for time in begun { put(time.map { UInt64($0) + 1 } ?? 0) }
        case .counted(let count):
            put(byte: 4)
            put(count)
        case .times(let times):
            put(byte: 2)
            put(count: times.count)
            for time in times { put(time) }
        case .values(let values):
            put(byte: 3)
            put(count: values.count)
            for value in values {
                put(fixed: value.hash)
                put(value.last)
            }
        }
    }
}

extension CompactReader {
    /// - Parameter now: no remembered time lies after it.
    fileprivate mutating func memory(until now: UInt32) throws(Malformed) -> ConditionMemory {
        switch try byte() {
        case 0:
            return .satisfied
        case 1:
            var begun: [UInt32?] = []
            for _ in 0..<(try count(upTo: RuleLimits.sequenceSteps)) {
                let stored = try integer()
                begun.append(stored == 0 ? nil : UInt32(min(UInt64(now), stored - 1)))
            }
            return .begun(begun)
        case 2:
            var times: [UInt32] = []
            for _ in 0..<(try count(upTo: RuleLimits.rememberedCount)) { times.append(min(now, try integer32())) }
            return .times(times)
        case 3:
            var values: [ConditionMemory.Value] = []
            for _ in 0..<(try count(upTo: RuleLimits.rememberedCount)) {
                values.append(ConditionMemory.Value(hash: try fixed(), last: min(now, try integer32())))
            }
            return .values(values)
        case 4:
            return .counted(min(UInt32(RuleLimits.count), try integer32()))
        default:
            throw Malformed()
        }
    }
}
