import Foundation
import Synchronization
import Testing

@testable import Observability

@Suite struct HealthTests {
    @Test func nothingRegisteredIsWell() {
        let report = HealthRegistry().report
        #expect(report.status == .ok)
        #expect(report.isReady)
        #expect(String(decoding: report.json, as: UTF8.self) == #"{"status":"ok","checks":{}}"#)
    }

    @Test(arguments: [
        (HealthStatus.ok, true, 200), (.degraded, true, 200), (.starting, false, 503), (.failing, false, 503),
    ])
    func readinessFollowsTheWorst(status: HealthStatus, ready: Bool, code: Int) {
        let registry = HealthRegistry()
        registry.check("fine").set(.ok, "all is well")
        registry.check("other").set(status, "so so")
        #expect(registry.report.status == status)
        #expect(registry.report.isReady == ready)
        #expect(registry.report.readinessCode == code)
    }

    @Test func sinceIsKeptUntilTheStatusChanges() {
        let clock = Mutex<Int64>(1000)
        let registry = HealthRegistry(now: { clock.withLock { $0 } })
        let check = registry.check("store")
        #expect(check.state == .init(status: .starting, sentence: "not started yet", since: 1000))
        clock.withLock { $0 = 2000 }
        check.set(.failing, "the disk is full")
        clock.withLock { $0 = 3000 }
        check.set(.failing, "the disk is still full")
        #expect(check.state == .init(status: .failing, sentence: "the disk is still full", since: 2000))
        #expect(registry.check("store") === check)
    }

    @Test func jsonIsSortedAndEscaped() throws {
        let registry = HealthRegistry(now: { 5 })
        registry.check("b").set(.ok, "said \"hi\"\n\u{1}\\")
        registry.check("a\t").set(.degraded, "é")
        let json = registry.report.json
        #expect(
            String(decoding: json, as: UTF8.self)
                == #"{"status":"degraded","checks":{"a\t":{"status":"degraded","message":"é","since":5},"#
                + #""b":{"status":"ok","message":"said \"hi\"\n\u0001\\","since":5}}}"#)
        let parsed = try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
        let checks = try #require(parsed["checks"] as? [String: [String: Any]])
        #expect(checks["b"]?["message"] as? String == "said \"hi\"\n\u{1}\\")
    }
}
