import FoundationEssentials
import Testing
import ThreatModel

@testable import Detection

/// Ordinary use is not attack: lists of what people and programs really do, each entry alone and all in one session.
@Suite struct BenignCorpusTests {
    let catalogue: DetectionCatalogue

    init() throws { catalogue = try BuiltIn.catalogue() }

    static func lines(_ file: String) throws -> [String] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Corpus/\(file)")
        return try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") }
    }

    private static let headers = """
        GET / HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 \
        Firefox/140.0\r\nAccept: text/html;q=0.9,*/*;q=0.8\r\nAccept-Language: en;q=0.5\r\nReferer: \
        https://www.example.org/search?q=wget\r\nCookie: session=6f1c; theme={"dark":true}\r\nConnection: keep-alive\r\n\r\n
        """

    private static func request(_ line: String) -> SessionEvent {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        return event(
            .request,
            [
                "method": parts[0], "path": parts[1], "headers": headers,
                "body": parts[0] == "POST" ? "name=Ada+L.&message=Is+the+shop+open%3F+%26+until+when%3F" : "",
            ], on: .http)
    }

    private func worst(_ session: [SessionEvent]) -> [String] {
        shown(session, in: catalogue).filter { name in
            catalogue.behaviour(named: name).map { catalogue.behaviours[$0].severity >= .medium } ?? true
        }
    }

    @Test(arguments: try lines("benign-commands.txt"))
    func command(_ line: String) { #expect(worst([DetectionTests.command(line)]) == []) }

    @Test(arguments: try lines("benign-requests.txt"))
    func request(_ line: String) { #expect(worst([Self.request(line)]) == []) }

    /// Whichever engine it is sent to.
    @Test(arguments: try lines("benign-statements.txt"), [AttackProtocol.mysql, .postgresql, .mssql])
    func statement(_ line: String, _ attackProtocol: AttackProtocol) {
        #expect(worst([event(.query, ["query": line, "command": "query"], on: attackProtocol)]) == [])
    }

    @Test func allInOneSession() throws {
        let commands = try Self.lines("benign-commands.txt").enumerated().map {
            DetectionTests.command($1, seconds: Double($0) * 90)
        }
        #expect(worst(commands + [event(.close, ["bytes_in": "4000"])]) == [])
        let requests = try Self.lines("benign-requests.txt").map(Self.request)
        #expect(worst(requests + [event(.close, ["bytes_in": "4000"], on: .http)]) == [])
    }
}
