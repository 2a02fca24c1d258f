import Foundation
import Glibc
import NIOPosix
import Store
import TestHosts
import Testing
import ThreatModel

@testable import Mail
@testable import ThreatAPI

@Suite("Mail about alerts")
struct MailTests {
    @Test(
        "What is taken as a mail address",
        arguments: [
            ("a@b.example", true), ("first.last+tag@sub.example.com", true), ("jörg@müller.example", true),
            ("o'brien/x=y@example.com", true), ("a@localhost", false), ("a", false), ("@b.example", false),
            ("a@", false), ("a@b@c.example", false), ("a b@c.example", false), ("a@b..example", false),
            ("a@-b.example", false), ("a,b@c.example", false), ("<a@b.example>", false), ("a@b.example\n", false),
            ("a@b.example\r\nBcc: x@y.example", false), ("\"a b\"@c.example", false), ("a@[127.0.0.1]", false),
            ("-f@b.example", true), (String(repeating: "a", count: 65) + "@b.example", false),
            ("a@" + String(repeating: "b.", count: 130) + "example", false), ("a\u{202e}@b.example", false),
        ])
    func addresses(_ text: String, _ isAddress: Bool) {
        #expect((MailAddress(text) != nil) == isAddress)
    }

    @Test("Nothing that others wrote can become a header, a command or a second message")
    func message() throws {
        let evil = "x\r\nBcc: victim@example.com\r\n\r\n.\r\nFrom a@b\u{1b}[2J\u{202e}"
        let text = String(decoding: try Self.message(label: evil, subject: evil).bytes, as: UTF8.self)
        let parts = text.split(separator: "\n\n", maxSplits: 1)
        let headers = parts[0].split(separator: "\n")
        #expect(
            headers.map { $0.prefix { $0 != ":" } } == [
                "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding",
            ])
        #expect(headers.contains("To: <ops@example.com>") && headers.contains("Subject: Sikker: 1 alert"))
        #expect(headers.contains("Date: Sun, 22 Nov 2026 12:00:00 +0000"))
        #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 76 || $0.hasPrefix("Message-ID") })
        let body = try #require(Data(base64Encoded: String(parts[1]), options: .ignoreUnknownCharacters))
        let lines = String(decoding: body, as: UTF8.self).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("username x\\u{d}\\u{a}Bcc: victim") })
        #expect(!body.contains(0x1b) && !body.contains(0x0d))
        #expect(lines.contains("  7 new matches, 7 in all"))
        #expect(lines.contains("  2026-11-22T12:00:00.000Z  login from 45.1.2.3 on ssh"))
    }

    @Test(
        "Dates as mail writes them",
        arguments: [
            (Int64(0), "Thu, 1 Jan 1970 00:00:00 +0000"), (951_827_696_000, "Tue, 29 Feb 2000 12:34:56 +0000"),
            (4_102_444_799_000, "Thu, 31 Dec 2099 23:59:59 +0000"),
        ])
    func dates(_ milliseconds: Int64, _ text: String) {
        #expect(MailMessage.date(Timestamp(milliseconds: milliseconds)) == text)
    }

    @Test(
        "What a header cannot hold is encoded",
        arguments: [
            ("plain: 1 alert", "plain: 1 alert"), ("Müller", "=?UTF-8?B?TcO8bGxlcg==?="),
            ("a\r\nBcc: x@y.example", "=?UTF-8?B?YQ0KQmNjOiB4QHkuZXhhbXBsZQ==?="),
            ("=?UTF-8?B?eA==?=", "=?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?="), ("", ""),
        ])
    func headers(_ text: String, _ header: String) {
        #expect(EncodedWord.header(text) == header)
        let long = EncodedWord.header(String(repeating: "\u{1f600}", count: 10_000))
        #expect(long.split(separator: " ").allSatisfy { $0.utf8.count <= 75 } && long.utf8.count < 900)
    }

    @Test("The program gets the message on standard input, and words of ours only")
    func sendmail() async throws {
        let folder = try TemporaryFolder()
        let program = try TestProgram.write(
            "printf '%s\\n' \"$@\" > \(folder.path)/words; cat > \(folder.path)/mail",
            to: folder.path + "/sendmail")
        let message = try Self.message(label: "x", subject: "root").bytes
        let outcome = try await Self.withThreads { try await Self.sendmail(program, $0, folder).send(message) }
        #expect(outcome == .taken)
        #expect(
            try String(contentsOfFile: folder.path + "/words", encoding: .utf8) == "-i\n-t\n-f\nsikker@example.com\n")
        #expect(try Data(contentsOf: URL(filePath: folder.path + "/mail")) == Data(message))
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!left.contains { $0.hasPrefix("mail.") })
    }

    @Test(
        "A program that fails, crashes or is not there",
        arguments: [
            ("exit 75", 75 as Int32), ("kill -9 $$", -9), ("exec /nowhere", 127), (nil, 127),
        ])
    func failures(_ script: String?, _ status: Int32) async throws {
        let folder = try TemporaryFolder()
        let program =
            try script.map { try TestProgram.write($0, to: folder.path + "/sendmail") } ?? folder.path + "/none"
        let outcome = try await Self.withThreads { try await Self.sendmail(program, $0, folder).send([1]) }
        #expect(outcome == .ended(status))
    }

    @Test("A program that hangs is ended when the attempt is given up, and what it started with it")
    func cancellation() async throws {
        let folder = try TemporaryFolder()
        let program = try TestProgram.write(
            "sleep 600 & echo $! > \(folder.path)/child; mv \(folder.path)/child \(folder.path)/started; wait",
            to: folder.path + "/sendmail")
        try await Self.withThreads { threads in
            let mail = try Self.sendmail(program, threads, folder)
            let attempt = Task { await mail.send([1]) }
            while !FileManager.default.fileExists(atPath: folder.path + "/started") { await Task.yield() }
            attempt.cancel()
            #expect(await attempt.value == .timedOut)
        }
        let child = try String(contentsOfFile: folder.path + "/started", encoding: .utf8)
        let id = try #require(Int32(child.trimmingCharacters(in: .whitespacesAndNewlines)))
        // Gone, or waiting for its new parent to notice.
        let state = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
        #expect(state.map { $0.contains(") Z ") } ?? true || kill(id, 0) != 0)
    }

    // MARK: Parts

    static func message(label: String, subject: String) throws -> MailMessage {
        MailMessage(
            from: try #require(MailAddress("sikker@example.com")), to: try #require(MailAddress("ops@example.com")),
            digest: try DigestFixture.digest(label: label, subject: subject))
    }

    static func sendmail(_ program: String, _ threads: NIOThreadPool, _ folder: TemporaryFolder) throws -> Sendmail {
        Sendmail(
            program: program, from: try #require(MailAddress("sikker@example.com")), folder: folder.path,
            threads: threads)
    }

    static func withThreads<Result>(_ body: (NIOThreadPool) async throws -> Result) async throws -> Result {
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        let result = try await body(threads)
        try await threads.shutdownGracefully()
        return result
    }
}
