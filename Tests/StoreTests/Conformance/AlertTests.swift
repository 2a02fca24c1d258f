import IPNetworks
import Store
import Testing
import ThreatModel

@Suite("Alerts")
struct AlertTests {
    static func new(_ kind: AlertKind = .ip, _ subject: String = "45.1.2.3", account: Int64 = 1) -> NewAlert {
        NewAlert(account: account, kind: kind, subject: subject, label: "a \"label\"", emailNotifications: false)
    }

    static func account(_ transaction: any StoreTransaction, _ name: String = "a") throws -> Int64 {
        try transaction.createAccount(name: name, trusted: false, at: Sample.start).id
    }

    static func matches(_ alert: Int64, _ count: Int = 1, of addresses: [Int] = [], at seconds: Int = 0) -> AlertMatches
    {
        let at = Sample.start.advanced(by: .seconds(seconds))
        let examples = (0..<count).map {
            AlertExample(
                at: at, address: Sample.address($0), source: .login, protocolName: $0.isMultiple(of: 2) ? "ssh" : nil)
        }
        return AlertMatches(
            alert: alert, count: count, lastAt: at, examples: examples, addresses: Set(addresses.map(Sample.address)))
    }

    @Test("They come back as they were made, by owner", arguments: Engine.allCases)
    func roundTrip(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let made = try await store.write { (transaction) throws in
                let (a, b) = (try Self.account(transaction, "a"), try Self.account(transaction, "b"))
                return try [
                    Self.new(.ip, "45.1.2.3", account: a), Self.new(.range, "45.1.2.0/28", account: a),
                    Self.new(.username, "rööt", account: a), Self.new(.email, "a@b.example", account: b),
                    Self.new(.ip, "45.1.2.4", account: a),
                ].map { try transaction.createAlert($0, at: Sample.start) }
            }
            #expect(Set(made.map(\.id)).count == 5)
            #expect(made[0].isEnabled && !made[0].emailNotifications && made[0].label == "a \"label\"")
            try await store.read { (reader) throws in
                #expect(try reader.alerts(of: made[0].account) == [made[0], made[1], made[2], made[4]])
                #expect(try reader.alert(made[3].id) == made[3])
                #expect(try reader.alertCounts(of: made[0].account) == [.ip: 2, .range: 1, .username: 1])
                #expect(try reader.enabledAlerts() == made)
                #expect(try reader.alert(99) == nil && reader.alertCounts(of: 99).isEmpty)
            }
        }
    }

    @Test("An account has one alert for a subject, and an id is never given twice", arguments: Engine.allCases)
    func uniqueness(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let (a, b) = try await store.write { try (Self.account($0, "a"), Self.account($0, "b")) }
            let first = try await store.write { try $0.createAlert(Self.new(account: a), at: Sample.start).id }
            await #expect(throws: StoreError.alertExists(first)) {
                try await store.write { _ = try $0.createAlert(Self.new(account: a), at: Sample.start) }
            }
            try await store.write { _ = try $0.createAlert(Self.new(account: b), at: Sample.start) }
            try await store.write { _ = try $0.createAlert(Self.new(.username, account: a), at: Sample.start) }
            let last = try await store.read { try $0.enabledAlerts().last?.id ?? 0 }
            try await store.write { try $0.removeAlert(last) }
            let next = try await store.write { try $0.createAlert(Self.new(.email, account: a), at: Sample.start).id }
            #expect(next == last + 1)
        }
    }

    @Test("The version moves with the alerts, not with what matches them", arguments: Engine.allCases)
    func version(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let account = try await store.write { try Self.account($0) }
            var versions = [try await store.read { try $0.alertVersion() }]
            let id = try await store.write { try $0.createAlert(Self.new(account: account), at: Sample.start).id }
            versions.append(try await store.read { try $0.alertVersion() })
            try await store.write {
                try $0.changeAlert(id, label: nil, isEnabled: false, emailNotifications: true)
            }
            versions.append(try await store.read { try $0.alertVersion() })
            let changed = try await store.read { try $0.alert(id) }
            #expect(changed?.label == nil && changed?.isEnabled == false && changed?.emailNotifications == true)
            #expect(try await store.read { try $0.enabledAlerts() }.isEmpty)
            try await store.write { try $0.recordMatches(Self.matches(id)) }
            #expect(try await store.read { try $0.alertVersion() } == versions.last)
            try await store.write { try $0.removeAlert(id) }
            versions.append(try await store.read { try $0.alertVersion() })
            #expect(Set(versions).count == 4)
            await #expect(throws: StoreError.noSuchAlert(id)) { try await store.write { try $0.removeAlert(id) } }
            await #expect(throws: StoreError.noSuchAlert(id)) {
                try await store.write {
                    try $0.changeAlert(id, label: nil, isEnabled: true, emailNotifications: true)
                }
            }
        }
    }

    @Test("Matches add up; examples are the first of those that wait", arguments: Engine.allCases)
    func matching(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let id = try await store.write { (transaction) throws in
                let new = Self.new(.range, "45.0.0.0/8", account: try Self.account(transaction))
                return try transaction.createAlert(new, at: Sample.start).id
            }
            try await store.write { (transaction) throws in
                try transaction.recordMatches(Self.matches(id, 3, of: [1, 2], at: 50))
                try transaction.recordMatches(Self.matches(id, 4, of: [2, 4], at: 20))
                try transaction.recordMatches(Self.matches(id, 2, of: [1], at: 30))
                try transaction.recordMatches(Self.matches(99))
            }
            try await store.read { (reader) throws in
                let alert = try reader.alert(id)
                #expect(alert?.matchCount == 9 && alert?.pending == 9 && alert?.uniqueMatches == 3)
                #expect(alert?.lastMatchedAt == Sample.start.advanced(by: .seconds(50)))
                let examples = try reader.alertExamples(of: id)
                #expect(
                    examples == Self.matches(id, 3, at: 50).examples + Self.matches(id, 2, at: 20).examples)
                #expect(examples.count == StoredAlert.maximumExamples)
            }
            try await store.write { (transaction) throws in
                try transaction.settleAlerts([id, 99], of: 77, at: Sample.start)
                #expect(try transaction.alert(id)?.pending == 9)
                try transaction.settleAlerts([id], of: transaction.accounts()[0].id, at: Sample.start)
            }
            try await store.read { (reader) throws in
                let alert = try reader.alert(id)
                #expect(alert?.pending == 0 && alert?.matchCount == 9 && alert?.totalAlerts == 1)
                #expect(alert?.lastAlertedAt == Sample.start)
                #expect(try reader.alertExamples(of: id).isEmpty)
            }
        }
    }

    @Test("Names add up by protocol and are forgotten when nobody has used them for long", arguments: Engine.allCases)
    func names(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            @Sendable func at(_ seconds: Int) -> Timestamp { Sample.start.advanced(by: .seconds(seconds)) }
            try await store.write { (transaction) throws in
                try transaction.addUsername("root", protocol: .ssh, sessions: 2, first: at(5), last: at(9))
                try transaction.addUsername("root", protocol: .telnet, sessions: 1, first: at(1), last: at(1))
                try transaction.addUsername("root", protocol: .ssh, sessions: 0, first: at(30), last: at(30))
                try transaction.addUsername("Röot", protocol: .ssh, sessions: 1, first: at(2), last: at(2))
                try transaction.addEmail("a@b.example", messages: 3, first: at(7), last: at(8))
                try transaction.addEmail("a@b.example", messages: 1, first: at(3), last: at(4))
            }
            try await store.read { (reader) throws in
                #expect(
                    try reader.username("root")
                        == UsernameSightings(
                            sessions: [.ssh: 2, .telnet: 1], firstSeenAt: at(1), lastSeenAt: at(30)))
                #expect(try reader.username("Root") == nil && reader.username("") == nil)
                #expect(
                    try reader.email("a@b.example")
                        == EmailSightings(messages: 4, firstSeenAt: at(3), lastSeenAt: at(8)))
                #expect(try reader.email("b@b.example") == nil)
            }
            // Two names, one mail address and a range's two matched addresses are older than 10 s; `root` on ssh is not.
            try await store.write { (transaction) throws in
                let new = Self.new(.range, "45.0.0.0/8", account: try Self.account(transaction))
                let id = try transaction.createAlert(new, at: Sample.start).id
                try transaction.recordMatches(Self.matches(id, 1, of: [1, 2], at: 9))
                try transaction.recordMatches(Self.matches(id, 1, of: [4], at: 10))
            }
            var steps: [Int] = []
            repeat {
                steps.append(try await store.write { try $0.pruneNames(before: at(10), limit: 2) })
            } while steps.last == 2
            #expect(steps == [2, 2, 1])
            try await store.read { (reader) throws in
                #expect(try reader.username("root")?.sessions == [.ssh: 2])
                #expect(try reader.username("Röot") == nil && reader.email("a@b.example") == nil)
            }
        }
    }
}
