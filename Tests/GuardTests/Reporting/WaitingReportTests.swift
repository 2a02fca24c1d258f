import IPNetworks
import Testing
import ThreatModel

@testable import Guard

/// What a report says.
struct WaitingReportTests {
    private static let tcp: UInt8 = 6
    private static let udp: UInt8 = 17

    static let categories: [(UInt8, UInt16, ReportCategory, String?)] = [
        (tcp, 22, .bruteForce, "ssh"), (tcp, 3389, .bruteForce, "rdp"), (tcp, 5900, .bruteForce, "vnc"),
        (udp, 5060, .bruteForce, "sip"), (udp, 22, .portScan, "ssh"), (tcp, 443, .webExploit, "http"),
        (udp, 443, .webExploit, "http"), (tcp, 8080, .webExploit, "http"), (tcp, 12345, .portScan, "tcp"),
        (udp, 53, .portScan, "dns"), (1, 0, .portScan, "icmp"), (200, 0, .portScan, "200"),
    ]

    @Test(arguments: categories)
    func thePortTellsTheCategory(
        _ transport: UInt8, _ port: UInt16, _ category: ReportCategory, _ name: String?
    ) throws {
        var waiting = WaitingReport(address: try address("45.40.0.1"), kind: .listBlock, day: 19_000)
        waiting.add(3, to: ReportedPort(transport: transport, port: port), .listBlock, on: 19_000)
        #expect(waiting.report.category == category)
        #expect(waiting.report.protocolName == name)
    }

    @Test func mostPacketsDecide() throws {
        var waiting = WaitingReport(address: try address("45.40.0.1"), kind: .listBlock, day: 19_000)
        waiting.add(5, to: ReportedPort(transport: Self.tcp, port: 22), .listBlock, on: 19_000)
        for port in 1000..<1006 as Range<UInt16> {
            waiting.add(1, to: ReportedPort(transport: Self.tcp, port: port), .listBlock, on: 19_000)
        }
        #expect(waiting.report.category == .portScan)
    }

    /// Whoever scans all ports makes neither a long comment nor much to keep.
    @Test func aScanIsToldInAFewWords() throws {
        var waiting = WaitingReport(address: try address("45.40.0.1"), kind: .observed, day: 19_000)
        for port in 1...UInt16.max {
            waiting.add(2, to: ReportedPort(transport: Self.tcp, port: port), .observed, on: 19_000)
        }
        #expect(waiting.ports.count == WaitingReport.mostPorts)
        let comment = try #require(waiting.report.comment)
        #expect(
            comment
                == "sikker-guard: 131070 packets blocked on 2022-01-08 (2 to 1/tcp, 2 to 2/tcp, 2 to 3/tcp, 2 to 4/tcp, "
                + "2 to 5/tcp, 131060 elsewhere)")
        #expect(comment.count <= Report.maximumCommentLength)
    }

    @Test func onceAnEchoAlwaysAnEcho() throws {
        var waiting = WaitingReport(address: try address("45.40.0.1"), kind: .observed, day: 19_000)
        let ssh = ReportedPort(transport: Self.tcp, port: 22)
        waiting.add(1, to: ssh, .observed, on: 19_000)
        #expect(waiting.report.kind == .observed)
        waiting.add(1, to: ssh, .listBlock, on: 19_000)
        waiting.add(1, to: ssh, .observed, on: 19_000)
        #expect(waiting.report.kind == .listBlock)
    }

    @Test func noPortHasTwoCategories() {
        let ports = PortCategory.table.flatMap { entry in
            entry.ports.map { ReportedPort(transport: entry.transport, port: $0) }
        }
        #expect(Set(ports).count == ports.count)
    }
}
