import Foundation
import Glibc
import NIOPosix
import Store
import Testing
import ThreatModel

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

    @Test("The program gets the message on standard input, and words of ours only")
    func sendmail() async throws {
        let folder = try TemporaryFolder()
        let program = try Self.program(
            in: folder, "printf '%s\\n' \"$@\" > \(folder.path)/words; cat > \(folder.path)/mail")
        let message = try Self.message(label: "x", subject: "root").bytes
        let outcome = try await Self.withThreads { try await Self.sendmail(program, $0, folder).send(message) }
        #expect(outcome == .delivered)
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
        let program = try script.map { try Self.program(in: folder, $0) } ?? folder.path + "/none"
        let outcome = try await Self.withThreads { try await Self.sendmail(program, $0, folder).send([1]) }
        #expect(outcome == .failed(.mailProgram(status)))
    }

    @Test("A program that hangs is ended when the attempt is given up, and what it started with it")
    func cancellation() async throws {
        let folder = try TemporaryFolder()
        let program = try Self.program(
            in: folder,
            "sleep 600 & echo $! > \(folder.path)/child; mv \(folder.path)/child \(folder.path)/started; wait")
        try await Self.withThreads { threads in
            let mail = try Self.sendmail(program, threads, folder)
            let attempt = Task { await mail.send([1]) }
            while !FileManager.default.fileExists(atPath: folder.path + "/started") { await Task.yield() }
            attempt.cancel()
            #expect(await attempt.value == .failed(.timeout))
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

    static func program(in folder: TemporaryFolder, _ script: String) throws -> String {
        let path = folder.path + "/sendmail"
        try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        // A child of another test may hold the file open for writing between its fork and its exec: the kernel gives a
        // read lease when nobody does any more (fcntl(2)).
        let file = open(path, O_RDONLY)
        defer { close(file) }
        while fcntl(file, setLease, Int32(F_RDLCK)) != 0, errno == EAGAIN { sched_yield() }
        _ = fcntl(file, setLease, Int32(F_UNLCK))
        return path
    }

    /// F_SETLEASE of fcntl.h, which is there for GNU sources only.
    private static let setLease: Int32 = 1024

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
