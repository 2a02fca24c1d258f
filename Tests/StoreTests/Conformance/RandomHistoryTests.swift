import IPNetworks
import Store
import Testing
import ThreatModel

/// The same random history on every engine gives the same answers as on the reference.
@Suite("Random histories")
struct RandomHistoryTests {
    @Test("Every engine agrees with the reference", arguments: Engine.allCases, [1, 2, 3, 4] as [UInt64])
    func agreement(_ engine: Engine, seed: UInt64) async throws {
        try await engine.withStore { (store) async throws in
            let reference = MemoryStore()
            var generator = SeededGenerator(seed: seed)
            for _ in 0..<60 {
                let steps = (0..<Int.random(in: 1...6, using: &generator)).map { _ in Step(using: &generator) }
                let expected = try await reference.write { transaction in try steps.map { try $0.run(transaction) } }
                let found = try await store.write { transaction in try steps.map { try $0.run(transaction) } }
                #expect(found == expected)
            }
            let expected = try await reference.read { try Self.everything($0) }
            let found = try await store.read { try Self.everything($0) }
            #expect(found == expected)
        }
    }

    static func everything(_ reader: any StoreReader) throws -> [String] {
        var answers: [String] = []
        answers.append("\(try reader.words())")
        for number in 0..<20 {
            let address = Sample.address(number)
            answers.append("\(String(describing: try reader.address(address)))")
            answers.append("\(try reader.events(inSession: Sample.id(1_000_000 + number)).map(\.id))")
            answers.append("\(String(describing: try reader.session(Sample.id(1_000_000 + number))))")
            answers.append("\(try reader.reports(about: address, limit: 5))")
            for family in QuotaFamily.allCases {
                answers.append("\(try reader.quotaUse(of: Int64(number), day: Sample.start.day)[family] ?? 0)")
            }
        }
        answers.append("\(try reader.addresses(after: nil, limit: 100).map(\.address).sorted())")
        answers.append("\(try reader.changes(after: 0, limit: 1000))")
        answers.append("\(try reader.oldestResumableSequence()) \(try reader.lastSequence())")
        return answers
    }

    enum Step {
        case event(Int), session(Int), report(Int), address(Int, Int), remove(Int), change(Int, Int), word(Int)
        case lease(Int, QuotaFamily, Int), giveBack(Int, QuotaFamily, Int), pruneChanges(Int)

        init(using generator: inout SeededGenerator) {
            let number = Int.random(in: 0..<20, using: &generator)
            let other = Int.random(in: 0..<40, using: &generator)
            let family = QuotaFamily.allCases.randomElement(using: &generator) ?? .lookups
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: self = .event(other)
            case 1: self = .session(number)
            case 2: self = .report(number)
            case 3: self = .address(number, other)
            case 4: self = .remove(number)
            case 5: self = .change(number, other)
            case 6: self = .word(other)
            case 7: self = .lease(number, family, other)
            case 8: self = .giveBack(number, family, other)
            default: self = .pruneChanges(other)
            }
        }

        func run(_ transaction: any StoreTransaction) throws -> Int {
            switch self {
            case .event(let number):
                return try transaction.insertEvents([Sample.event(number, session: number / 2)], sensor: 1)[0] ? 1 : 0
            case .session(let number): try transaction.saveSession(Sample.session(number))
            case .report(let number): try transaction.insertReport(Sample.report(number, about: Sample.address(number)))
            case .address(let number, let other):
                try transaction.saveAddress(Sample.stored(Sample.address(number), other))
            case .remove(let number): try transaction.removeAddress(Sample.address(number))
            case .change(let number, let other):
                return Int(
                    try transaction.appendChange(
                        of: Sample.address(number), from: nil, to: Sample.facts(other), at: Sample.start))
            case .word(let number): return try transaction.number(ofWord: "word \(number)")
            case .lease(let number, let family, let wanted):
                return try transaction.leaseQuota(
                    of: Int64(number), family: family, day: Sample.start.day, wanted: wanted, limit: 100)
            case .giveBack(let number, let family, let units):
                try transaction.returnQuota(of: Int64(number), family: family, day: Sample.start.day, units: units)
            case .pruneChanges(let count): return try transaction.pruneChanges(keeping: count, limit: 7)
            }
            return 0
        }
    }
}
