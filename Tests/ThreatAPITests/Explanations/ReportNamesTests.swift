import IPNetworks
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Names of reports")
struct ReportNamesTests {
    private static let key = Array(UInt8(0)..<32)

    private static func report(
        _ address: String = "1.2.3.4", _ category: ReportCategory = .bruteForce, at time: Int64 = 1_772_442_000_000,
        account: Int64 = 7, credential: Int64 = 9, comment: String? = nil
    ) throws -> StoredReport {
        StoredReport(
            report: Report(address: try #require(IPAddress(address)), category: category, comment: comment),
            at: Timestamp(milliseconds: time), account: account, credential: credential, isTest: false)
    }

    /// Computed with Python's hmac.
    @Test func aNameIsTheBeginningOfTheCode() throws {
        #expect(ReportNames(key: Self.key).name(of: try Self.report()) == "50249df9a6bad21d8664ab97")
    }

    @Test func everythingThatTellsReportsApartCounts() throws {
        let names = ReportNames(key: Self.key)
        let reports = [
            try Self.report(), try Self.report("1.2.3.5"), try Self.report("1.2.3.4", .spam),
            try Self.report(at: 1_772_442_000_001), try Self.report(account: 8), try Self.report(credential: 8),
        ]
        #expect(Set(reports.map { names.name(of: $0) }).count == reports.count)
        #expect(ReportNames(key: Array(1..<33)).name(of: reports[0]) != names.name(of: reports[0]))
        #expect(names.name(of: try Self.report(comment: "x")) == names.name(of: reports[0]))
    }
}
