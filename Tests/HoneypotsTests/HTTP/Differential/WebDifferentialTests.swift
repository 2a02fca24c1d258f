import Foundation
import Testing
import ThreatModel

@testable import Honeypots

/// The same bytes to the real server and to ours: what comes back must be the same, but for what must differ.
@Suite("HTTP beside the real servers", .tags(.realClients), .waits, .enabled(if: ClientProgram.isWanted), .serialized)
struct WebDifferentialTests {
    @Test("Apache answers as ours does", .enabled(if: RealWebServer.Product.apache.isInstalled))
    func apache() throws { try compare(.apache, .company, ["/", "/about.html", "/css/style.css"], ["/images/"]) }

    @Test("nginx answers as ours does", .enabled(if: RealWebServer.Product.nginx.isInstalled))
    func nginx() throws { try compare(.nginx, .wordPress, ["/.env", "/readme.html"], ["/wp-includes/"]) }

    private func compare(
        _ product: RealWebServer.Product, _ site: WebSite, _ paths: [String], _ folders: [String]
    ) throws {
        let scene = WebPersonas.persona(site).website
        var files: [String: [UInt8]] = [:]
        for path in paths {
            var visit = HTTPVisit(site)
            let answer = visit.get(path)
            let blank = try #require(answer.range(of: "\r\n\r\n"))
            files[path == "/" ? "/index.html" : path] = Array(answer[blank.upperBound...].utf8)
        }
        for folder in folders { files[folder] = [] }
        let server = try RealWebServer(product, files: files, modified: scene.modified)
        for request in try Self.requests(product.rawValue) {
            let bytes = try #require(ReplayEscapes.bytes(of: request), "unknown escape in \(request)")
            let real = try server.exchange(bytes)
            var visit = HTTPVisit(site)
            let ours = visit.send(bytes).answer
            let expected = Self.masked(String(decoding: real.bytes, as: UTF8.self), serverName: "localhost")
            let got = Self.masked(ours, serverName: scene.organisation.domain)
            #expect(got == expected, "\(request.prefix(200))")
            #expect(visit.isClosed == real.isClosed, "\(request.prefix(200))")
        }
    }

    /// One request a line, in the escapes of replay files; `{N}` is so many letters, `{N*text}` the text so many times.
    private static func requests(_ name: String) throws -> [String] {
        let file = ReplayFiles.folder.appending(path: "http/differential/\(name).requests")
        let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
        return lines.filter { !$0.hasPrefix("#") }.map { line in
            var line = String(line)
            while let match = line.firstMatch(of: /\{(\d+)(?:\*([^}]*))?\}/) {
                let text = match.output.2.map(String.init) ?? "a"
                line.replaceSubrange(match.range, with: String(repeating: text, count: Int(match.output.1) ?? 0))
            }
            return line
        }
    }

    /// Without times, releases and what follows from them: the lengths of pages that name the release.
    private static func masked(_ answer: String, serverName: String) -> String {
        answer
            .replacing(/(Date|Content-Length|ETag): [^\r]*/) { "\($0.output.1): …" }
            // Which modules are loaded decides about the order.
            .replacing(/Allow: ([^\r]+)/) {
                "Allow: " + $0.output.1.split(separator: ",").sorted().joined(separator: ",")
            }
            .replacing(/Apache\/[0-9.]+/, with: "Apache").replacing(/nginx\/[0-9.]+/, with: "nginx")
            .replacing(/<!DOCTYPE HTML PUBLIC [^>]*>/, with: "<!DOCTYPE>")
            .replacing("Server at \(serverName) Port", with: "Server at … Port")
    }
}
