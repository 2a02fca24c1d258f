import Store
import Testing
import ThreatModel

@Suite("Deliveries of alerts")
struct DeliveryTests {
    static func webhook(_ url: String = "https://a.example/") -> StoredWebhook {
        StoredWebhook(url: url, secret: "whsec_x", createdAt: Sample.start)
    }

    static func delivery(_ number: Int, account: Int64 = 1, _ channel: AlertChannel = .webhook) -> StoredDelivery {
        StoredDelivery(
            id: Sample.id(number), account: account, channel: channel, createdAt: Sample.start,
            nextAttemptAt: Sample.start.advanced(by: .seconds(100 - number)), attempts: number,
            body: Array("{\"n\":\(number)}\u{0}".utf8))
    }

    @Test("A webhook is set, noted, replaced and removed", arguments: Engine.allCases)
    func webhooks(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await store.write { (transaction) throws in
                try transaction.noteWebhookAttempt(of: 1, at: Sample.start, error: "x")
                #expect(try transaction.webhook(of: 1) == nil)
                try transaction.setWebhook(Self.webhook(), of: 1)
                try transaction.noteWebhookAttempt(of: 1, at: Sample.start, error: "x")
                #expect(try transaction.webhook(of: 1)?.lastError == "x")
                #expect(try transaction.webhook(of: 1)?.lastAttemptAt == Sample.start)
                try transaction.noteWebhookAttempt(of: 1, at: Sample.start, error: nil)
                #expect(try transaction.webhook(of: 1)?.lastError == nil)
                for (number, channel) in [(1, AlertChannel.webhook), (2, .mail)] {
                    try transaction.insertDelivery(Self.delivery(number, channel))
                }
                try transaction.setWebhook(Self.webhook("https://b.example/"), of: 1)
                #expect(try transaction.webhook(of: 1) == Self.webhook("https://b.example/"))
                #expect(try transaction.deliveries(limit: 9).count == 2)
                try transaction.setWebhook(nil, of: 1)
                #expect(try transaction.webhook(of: 1) == nil)
                #expect(try transaction.deliveries(limit: 9).map(\.channel) == [.mail])
            }
        }
    }

    @Test("Deliveries come by the time of their next attempt", arguments: Engine.allCases)
    func queue(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await store.write { (transaction) throws in
                for number in 0..<4 { try transaction.insertDelivery(Self.delivery(number)) }
            }
            #expect(
                try await store.read { try $0.deliveries(limit: 3) } == [3, 2, 1].map { Self.delivery($0) })
            try await store.write { (transaction) throws in
                try transaction.postponeDelivery(
                    Self.delivery(3).id, to: Sample.start.advanced(by: .seconds(500)), attempts: 9)
                try transaction.removeDelivery(Self.delivery(2).id)
                try transaction.removeDelivery(Self.delivery(2).id)
                try transaction.postponeDelivery(Sample.id(77), to: Sample.start, attempts: 1)
            }
            let left = try await store.read { try $0.deliveries(limit: 9) }
            #expect(left.map(\.id) == [1, 0, 3].map { Self.delivery($0).id })
            #expect(left.last?.attempts == 9 && left.last?.body == Self.delivery(3).body)
        }
    }

    @Test("Whom a digest waits for", arguments: Engine.allCases)
    func awaited(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            // Nothing matched; no way; a webhook; mail; mail that the alert does not want; disabled; both ways.
            let accounts = try await store.write { (transaction) throws in
                try (0..<7).map { number in
                    let id = try transaction.createAccount(name: "\(number)", trusted: false, at: Sample.start).id
                    let alert = try transaction.createAlert(
                        NewAlert(
                            account: id, kind: .username, subject: "root", emailNotifications: number != 4),
                        at: Sample.start)
                    if number > 0 { try transaction.recordMatches(AlertTests.matches(alert.id)) }
                    if [0, 2, 5, 6].contains(number) { try transaction.setWebhook(Self.webhook(), of: id) }
                    if [3, 4, 6].contains(number) { try transaction.setAccountEmail(id, to: "a@b.example") }
                    if number == 5 { try transaction.setAccount(id, disabledAt: Sample.start) }
                    return id
                }
            }
            func awaited(byMail: Bool, limit: Int = 9) async throws -> [Int] {
                let found = try await store.read { try $0.awaitedDigests(byMail: byMail, limit: limit) }
                return found.compactMap { accounts.firstIndex(of: $0.account) }
            }
            #expect(try await awaited(byMail: true) == [2, 3, 6])
            #expect(try await awaited(byMail: false) == [2, 6])
            #expect(try await awaited(byMail: true, limit: 1) == [2])
            // Who was told last comes last.
            try await store.write { (transaction) throws in
                try transaction.settleAlerts([], of: accounts[2], at: Sample.start.advanced(by: .seconds(9)))
                try transaction.settleAlerts([], of: accounts[3], at: Sample.start)
            }
            #expect(try await awaited(byMail: true) == [6, 3, 2])
            let found = try await store.read { try $0.awaitedDigests(byMail: true, limit: 9) }
            #expect(found.map(\.lastDigestAt) == [nil, Sample.start, Sample.start.advanced(by: .seconds(9))])
            #expect(try await store.read { try $0.accounts() }[3].email == "a@b.example")
            try await store.write { try $0.setAccountEmail(accounts[3], to: nil) }
            #expect(try await awaited(byMail: true) == [6, 2])
            await #expect(throws: StoreError.noSuchAccount(99)) {
                try await store.write { try $0.setAccountEmail(99, to: nil) }
            }
        }
    }
}
