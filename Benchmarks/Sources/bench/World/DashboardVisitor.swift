import Foundation
import TestHosts
import TestLoop

/// Asks for the dashboard's pages as a browser does that is logged in, by curl on the guard's host.
struct DashboardVisitor {
    private let host: GuardedHost

    /// What the guard is to be told, so that there is a password.
    static let environment = ["SIKKER_DASHBOARD_PASSWORD=\(password)"]
    private static let password = "for-the-benchmark-alone"
    private static let url = "http://127.0.0.1:7064"

    /// Bytes on the wire, heads included.
    struct Weight {
        var first = 0
        /// When everything that may be kept has been kept.
        var second = 0
    }

    /// Logs in.
    init(_ host: GuardedHost) async throws {
        self.host = host
        let answer = try await curl(
            [
                "-c", host.folder.file("cookies"), "-d", "password=\(Self.password)", "-w", "%{http_code}", "-o",
                "/dev/null",
            ],
            "/login")
        guard answer == "303" else { throw BenchmarkFailure("logging in was answered with \(answer)") }
    }

    func weight(of page: String) async throws -> Weight {
        var weight = Weight()
        let document = try await fetch(page)
        weight.first += document.bytes
        weight.second += document.bytes
        let text = host.folder.text(of: "body")
        for asset in Set(text.matches(of: #/(?:href|src)="(/assets/[^"]+)"/#).map { String($0.1) }) {
            let file = try await fetch(asset)
            weight.first += file.bytes
            if let tag = file.tag, !file.isImmutable {
                weight.second += try await fetch(asset, ["-H", "If-None-Match: \(tag)"]).bytes
            }
        }
        return weight
    }

    /// Milliseconds from asking until the first byte has come, over a connection that is there.
    func firstBytes(of page: String, times: Int) async throws -> [Double] {
        let urls = Array(repeating: ["-o", "/dev/null", Self.url + page], count: times).joined()
        let output = try await host.server.command(
            ["curl", "-s", "-b", host.folder.file("cookies"), "--compressed", "-w", "%{time_starttransfer}\n"] + urls)
        // The first one makes the connection.
        return output.split(separator: "\n").dropFirst().compactMap { Double($0) }.map { $0 * 1000 }
    }

    private func fetch(_ path: String, _ options: [String] = []) async throws -> (
        bytes: Int, tag: String?, isImmutable: Bool
    ) {
        let head = host.folder.file("head")
        let output = try await curl(
            [
                "--compressed", "-D", head, "-o", host.folder.file("body"), "-w",
                "%{http_code} %{size_header} %{size_download}",
            ]
                + options, path)
        let numbers = output.split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 3, [200, 304].contains(numbers[0]) else {
            throw BenchmarkFailure("\(path) was answered with \(output)")
        }
        let lines = host.folder.text(of: "head").split(separator: "\r\n")
        let tag = lines.first { $0.lowercased().hasPrefix("etag: ") }.map { String($0.dropFirst(6)) }
        let isImmutable = lines.contains { $0.lowercased().hasPrefix("cache-control:") && $0.contains("immutable") }
        return (numbers[1] + numbers[2], tag, isImmutable)
    }

    private func curl(_ options: [String], _ path: String) async throws -> String {
        try await host.server.command(
            ["curl", "-s", "--max-time", "20", "-b", host.folder.file("cookies")] + options + [Self.url + path])
    }
}
