import ThreatModel

// The stored form: one byte of version, the time of the latest event, then memories by the names of their behaviours, with
// times as milliseconds before the latest event's. It can be read without knowing the behaviours.

extension AddressDetection {
    private static let encodingVersion: UInt8 = 1

    func encoded(in catalogue: CompiledCatalogue) -> [UInt8] {
        var writer = CompactWriter()
        writer.put(byte: Self.encodingVersion)
        let newest = newest ?? 0
        writer.put(UInt64(newest))
        writer.put(count: memories.count)
        for memory in memories {
            let rule = catalogue.addressRules[memory.rule]
            writer.put(catalogue.behaviourNames[rule.behaviour])
            writer.put(fixed: rule.signature)
            writer.put(count: memory.shown.count)
            for showing in memory.shown {
                writer.put(UInt64(newest - showing.at))
                writer.put(byte: showing.standing.rawValue)
            }
            writer.put(count: memory.entries.count)
            for entry in memory.entries {
                writer.put(UInt64(newest - entry.at))
                writer.put(count: entry.leaf)
                writer.put(entry.value)
                writer.put(entry.group)
                writer.put(entry.witness)
            }
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
        let newest = Int64(min(UInt64(Self.latestTime), try reader.integer()))
        self.newest = newest
        for _ in 0..<(try reader.count(upTo: RuleLimits.behavioursAcrossSessions)) {
            let name = try reader.text(upTo: RuleLimits.nameBytes)
            let signature = try reader.fixed()
            let rule = catalogue.addressRules.firstIndex {
                $0.signature == signature && catalogue.behaviourNames[$0.behaviour] == name
            }
            let memory = try reader.addressMemory(of: rule ?? 0, until: newest)
            // What the catalogue no longer knows, or asks differently now.
            guard let rule else { continue }
            let leaves = catalogue.addressRules[rule].leaves.count
            guard memory.entries.allSatisfy({ $0.leaf < leaves }) else { throw CompactReader.Malformed() }
            memories.append(memory)
        }
        memories.sort { $0.rule < $1.rule }
        guard reader.isAtEnd, Set(memories.map(\.rule)).count == memories.count else {
            throw CompactReader.Malformed()
        }
    }
}

extension CompactWriter {
    fileprivate mutating func put(_ witness: AddressWitness) {
        put(byte: witness.standing.rawValue)
        if case .lent(let organisation) = witness { put(signed: organisation) }
    }
}

extension CompactReader {
    /// - Parameter newest: what the stored times are differences to; none lies after it or before 1970.
    fileprivate mutating func addressMemory(of rule: Int, until newest: Int64) throws(Malformed) -> AddressMemory {
        var memory = AddressMemory(rule: rule)
        for _ in 0..<(try count(upTo: AddressDetection.maximumShowings * 3)) {
            let at = try time(until: newest)
            memory.shown.append(AddressMemory.Showing(at: at, standing: try standing()))
        }
        for _ in 0..<(try count(upTo: AddressDetection.maximumEntries)) {
            let at = try time(until: newest)
            let leaf = try count(upTo: RuleLimits.conditionParts)
            let (value, group) = (try integer(), try integer())
            let witness: AddressWitness =
                switch try standing() {
                case .own: .own
                case .lent: .lent(organisation: try signed())
                case .unproven: .unproven
                }
            guard memory.entries.last.map({ $0.at <= at }) ?? true else { throw Malformed() }
            memory.entries.append(
                AddressMemory.Entry(at: at, leaf: leaf, value: value, group: group, witness: witness))
        }
        return memory
    }

    private mutating func time(until newest: Int64) throws(Malformed) -> Int64 {
        newest - Int64(min(UInt64(newest), try integer()))
    }

    private mutating func standing() throws(Malformed) -> AddressWitness.Standing {
        guard let standing = AddressWitness.Standing(rawValue: try byte()) else { throw Malformed() }
        return standing
    }
}
