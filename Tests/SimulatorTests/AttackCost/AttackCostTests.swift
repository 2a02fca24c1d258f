import Foundation
import Scoring
import Testing

@testable import Simulator

@Suite struct AttackCostTests {
    private static let threshold = 50

    @Test(arguments: Victim.allCases)
    func noNumberOfUnearnedAccountsListsAnybody(_ victim: Victim) throws {
        let cost = try AttackCost(policy: ScoringPolicy.current())
        #expect(cost.highestUnearned(victim) < Self.threshold)
    }

    @Test func withoutTheGateAFewFreshAccountsDo() throws {
        let search = try AttackSearch(policy: PolicyVariant.withoutGate.policy())
        let price = try #require(try search.result(of: .freshAccounts, against: .unseen).prices[Self.threshold])
        #expect(price.accountDays == 0)
        #expect(price.accounts < 20)
    }

    @Test func withoutTrustSixFreshAccountsDo() throws {
        let search = try AttackSearch(policy: PolicyVariant.withoutTrust.policy())
        let price = try #require(try search.result(of: .freshAccounts, against: .unseen).prices[Self.threshold])
        #expect(price == AttackPrice(accounts: 6, days: 0))
    }

    @Test func trustIsEarnedByFirstReportsOnly() throws {
        let policy = try ScoringPolicy.current()
        let first = try Assault.earned(byReports: 6, areFirst: true, policy: policy)
        let copied = try Assault.earned(byReports: 6, areFirst: false, policy: policy)
        #expect(first.confirmed == 6)
        #expect(copied.confirmed == 0)
    }

    @Test func aPriceIsTheCheapestThatReachesItsThreshold() throws {
        let policy = try ScoringPolicy.current()
        let price = try #require(
            try AttackSearch(policy: policy).result(of: .firstReports, against: .unseen).prices[Self.threshold])
        let earned = try Assault.earned(byReports: price.firstReports, areFirst: true, policy: policy)
        func confidence(accounts: Int, days: Int) -> Int {
            var assault = Assault(on: .unseen, policy: policy)
            for _ in 0..<accounts { assault.report(age: days, earned) }
            return assault.confidence
        }
        #expect(confidence(accounts: price.accounts, days: price.days) >= Self.threshold)
        #expect(confidence(accounts: price.accounts - 1, days: price.days) < Self.threshold)
        #expect(confidence(accounts: price.accounts, days: price.days - 1) < Self.threshold)
    }

    /// `docs/attack-cost.md` holds the table as `script/bench attack-cost --markdown` prints it.
    @Test func theDocumentationHoldsTheTable() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/attack-cost.md"), encoding: .utf8)
        let table = try AttackCost(policy: ScoringPolicy.current()).markdown
        #expect(page.contains(table), "the table is now:\n\(table)")
    }
}
