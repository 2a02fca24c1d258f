import APIClient
import Foundation
import Mail
import Synchronization
import TestClocks
import TestGuards
import TestHosts
import TestServers
import Testing
import ThreatModel

@testable import Guard

/// Messages to a real listener and a program that stands in for `sendmail`.
@Suite(.timeLimit(.minutes(2)))
struct NotificationSenderTests {
    private static let connections = HTTPConnections()
    private static let start = Timestamp(milliseconds: 1_800_000_000_000)
    private let folder: Folder
    private let clock = TestClock()

    init() throws { folder = try Folder() }

    private var sender: NotificationSender {
        NotificationSender(
            connections: Self.connections, userAgent: "sikker-guard/1.2.3", folder: folder.path, clock: clock)
    }

    private static func message(_ happenings: [Happening], omitted: Int = 0) -> OwnerMessage {
        OwnerMessage(.init(happenings: happenings, omitted: omitted), from: "web1", at: start)
    }

    private static let failed = Happening(
        .sourceFailed, of: .init(id: "a", name: "Müller's"), at: start, title: "Müller's fails", text: "No answer.")

    private static func options(_ url: String) throws -> NotificationOptions {
        var options = NotificationOptions()
        let target: NotificationTarget = try #require(NotificationTarget(url))
        options.target = target
        return options
    }

    @Test func whatIsPosted() async throws {
        let requests = Mutex<[TestRequest]>([])
        let server = try await TestHTTPServer { request in
            requests.withLock { $0.append(request) }
            return .json("ok")
        }
        let options = try Self.options(server.url + "/hooks/secret?x=y")
        let single = Self.message([Self.failed])
        let recovered = Happening(
            .sourceRecovered, of: Self.failed.source, at: Self.start.advanced(by: .seconds(60)), title: "It is back")
        let digest = Self.message([Self.failed, recovered], omitted: 7)
        for message in [single, digest] { #expect(await sender.send(message, by: .url, options) == .delivered) }
        await server.stop()
        let posted = requests.withLock(\.self)
        #expect(posted.map(\.method) == ["POST", "POST"] && posted[0].target == "/hooks/secret?x=y")
        #expect(posted[0].headers["content-type"] == "application/json")
        #expect(posted[0].headers["user-agent"] == "sikker-guard/1.2.3")
        #expect(posted[0].headers["title"] == EncodedWord.header("web1: Müller's fails"))
        let members = try #require(JSONSerialization.jsonObject(with: Data(posted[0].body)) as? [String: Any])
        #expect(
            Set(members.keys) == [
                "at", "event", "happenings", "host", "id", "omitted", "source", "text", "title",
            ])
        #expect(members["event"] as? String == "source.failed" && members["host"] as? String == "web1")
        #expect(members["at"] as? String == Self.start.rfc3339 && members["id"] as? String == single.id)
        #expect(members["text"] as? String == "web1: Müller's fails: No answer.")
        #expect((members["source"] as? [String: String]) == ["id": "a", "name": "Müller's"])
        let text = try #require(
            (JSONSerialization.jsonObject(with: Data(posted[1].body)) as? [String: Any])?["text"] as? String)
        #expect(
            text == """
                web1: It is back. Since the last message 9 things happened:
                (7 earlier)
                2027-01-15 08:00 UTC  Müller's fails: No answer.
                2027-01-15 08:01 UTC  It is back.
                """)
    }

    @Test(arguments: [
        (TestAnswer.error(500, "x"), NotificationOutcome.failed("SERVER answers with status 500")),
        (.error(404, "x"), .failed("SERVER answers with status 404")),
        (
            .error(429, "x", headers: [("retry-after", "120")]),
            .failed("SERVER answers with status 429", after: .seconds(120))
        ),
        (
            .error(503, "x", headers: [("retry-after", "99999999999")]),
            .failed("SERVER answers with status 503", after: .seconds(86_400))
        ),
        (.redirect(to: "http://127.0.0.1:1/"), .failed("SERVER answers with a redirect, which is not followed")),
        (.error(400, "x"), .refused("SERVER does not take it (status 400)")),
        (.raw(Array("nonsense\r\n\r\n".utf8)), .failed("")), (.cut, .failed("")),
    ])
    func whatAnAnswerMeans(_ answer: TestAnswer, _ expected: NotificationOutcome) async throws {
        let server = try await TestHTTPServer { _ in answer }
        let authority = "127.0.0.1:\(server.port)"
        let outcome = await sender.send(
            Self.message([Self.failed]), by: .url, try Self.options(server.url + "/secret"))
        await server.stop()
        switch expected {
        case .failed("", _):
            guard case .failed(let reason, nil) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(reason.contains(authority) && !reason.contains("secret"))
        case .failed(let reason, let after):
            #expect(outcome == .failed(reason.replacing("SERVER", with: authority), after: after))
        case .refused(let reason): #expect(outcome == .refused(reason.replacing("SERVER", with: authority)))
        case .delivered: #expect(outcome == .delivered)
        }
    }

    @Test func whoeverDoesNotAnswerIsNotWaitedFor() async throws {
        let server = try await TestHTTPServer { _ in .hang }
        let options = try Self.options(server.url)
        async let outcome = sender.send(Self.message([Self.failed]), by: .url, options)
        await clock.passOnceSlept(NotificationSender.patience)
        #expect(await outcome == .failed("127.0.0.1:\(server.port) did not answer in time"))
        await server.stop()
        let gone = await sender.send(Self.message([Self.failed]), by: .url, options)
        // Whether the connection was closed already or is refused, nobody is there.
        #expect(gone.reason?.hasPrefix("127.0.0.1:\(server.port) ") == true, "\(gone)")
    }

    @Test func whatIsWritten() async throws {
        var options = NotificationOptions()
        options.mail = MailAddress("ops@example.com")
        options.sender = try #require(MailAddress("guard@example.com"))
        options.program = try TestProgram.write(
            "printf '%s ' \"$@\" > \(folder.path)/words; cat > \(folder.path)/mail", to: folder.path("sendmail"))
        #expect(await sender.send(Self.message([Self.failed]), by: .mail, options) == .delivered)
        let words = try String(contentsOfFile: folder.path("words"), encoding: .utf8)
        #expect(words == "-i -t -f guard@example.com ")
        let mail = try String(contentsOfFile: folder.path("mail"), encoding: .utf8)
        let parts = mail.split(separator: "\n\n", maxSplits: 1)
        #expect(parts[0].contains("To: <ops@example.com>\nSubject: =?UTF-8?B?"))
        let body = try #require(Data(base64Encoded: String(parts[1]), options: .ignoreUnknownCharacters))
        #expect(String(decoding: body, as: UTF8.self).hasPrefix("web1: Müller's fails: No answer.\n"))
        // Programs that do not do it.
        options.program = try TestProgram.write("exit 75", to: folder.path("tired"))
        let tired = await sender.send(Self.message([Self.failed]), by: .mail, options)
        #expect(tired == .failed("\(options.program) ended with status 75"))
        options.program = "/nowhere/sendmail"
        let none = await sender.send(Self.message([Self.failed]), by: .mail, options)
        #expect(none == .failed("/nowhere/sendmail cannot be run: set 'notifications.sendmail' to what can"))
    }

    @Test func aWayThatIsNoneAnyMore() async {
        for way in NotificationWay.allCases {
            guard case .refused = await sender.send(Self.message([Self.failed]), by: way, NotificationOptions()) else {
                Issue.record("\(way)")
                continue
            }
        }
    }
}
