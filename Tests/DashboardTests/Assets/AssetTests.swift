import TestServers
import Testing
import WebPages

@testable import Dashboard

/// What pages ask for beside themselves.
@Suite(.timeLimit(.minutes(1)))
struct AssetTests {
    static let codings: [(String?, Bool)] = [
        (nil, false), ("", false), ("gzip", true), ("GZIP", true), ("br, gzip;q=0.5", true), ("gzip;q=0", false),
        ("identity", false), ("*", true), ("*;q=0", false), ("gzip;q=0, *", false), ("gzip;q=x", false),
        (" deflate , x-gzip ; q=1 ", true),
    ]

    @Test(arguments: codings) func onlyWhoTakesGzipGetsIt(_ field: String?, _ takes: Bool) {
        #expect(AcceptedCoding.takesGzip(field) == takes)
    }

    @Test func filesAreKeptForEverAndSmall() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let page = try await dashboard.curl(path: "/live")
            for file in [DashboardFiles.stylesheet, DashboardFiles.script] {
                #expect(page.contains("\"\(file.target.text)\""))
                let plain = try await dashboard.curl(path: file.target.text)
                #expect(plain.contains("immutable") && !plain.lowercased().contains("content-encoding"))
                #expect(plain.contains("Content-Length: \(file.bytes.count)"))
                let packed = try await dashboard.curl("--compressed", path: file.target.text)
                #expect(packed.lowercased().contains("content-encoding: gzip"))
                #expect(packed.lowercased().contains("vary: accept-encoding"))
                #expect(packed.hasSuffix(String(decoding: file.bytes.suffix(100), as: UTF8.self)))
                let tag = try #require(packed.firstMatch(of: /(?i)etag: ("[^"]+")/)).1
                let again = try await dashboard.curl(
                    "--compressed", "-H", "If-None-Match: \(tag)", path: file.target.text)
                #expect(again.hasPrefix("HTTP/1.1 304"))
                #expect(
                    try await dashboard.curl("-H", "If-None-Match: \(tag)", path: file.target.text).hasPrefix(
                        "HTTP/1.1 200"))
            }
        }
    }

    /// Lines that are only for us are left out, and nothing else: no text of the script may look like one.
    @Test func theScriptIsWhole() throws {
        let script = String(decoding: DashboardFiles.script.bytes, as: UTF8.self)
        #expect(!script.contains("\n//") && !script.contains("\n "))
        #expect(script.utf8.count { $0 == UInt8(ascii: "{") } == script.utf8.count { $0 == UInt8(ascii: "}") })
        #expect(!script.contains("innerHTML") && !script.contains("eval("))
    }
}
