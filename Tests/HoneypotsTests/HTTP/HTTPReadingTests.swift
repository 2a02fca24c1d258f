import Testing
import ThreatModel

@testable import Honeypots

@Suite("Reading of HTTP requests")
struct HTTPReadingTests {
    private static let lenient = HTTPGrammar(lineBytes: 64, headBytes: 128, fields: 3)
    private static let strict = HTTPGrammar(
        lineBytes: 64, headBytes: 128, fields: 3, needsCarriageReturns: true, needsWellFormedFields: true,
        needsSingleBlanks: true)

    /// "method target version | name=value …" of a head, or the name of its fault.
    private func outcome(_ text: String, _ grammar: HTTPGrammar) -> String? {
        var reader = HTTPHeadReader(grammar: grammar)
        var input = Array(text.utf8)[...]
        switch reader.next(&input) {
        case nil: return nil
        case .fault(let fault, _)?: return fault.name
        case .head(let head)?:
            let line = [head.line.method, head.line.target, head.line.versionText]
                .map { String(decoding: $0, as: UTF8.self) }
            let fields = head.fields.map {
                String(decoding: $0.name, as: UTF8.self) + "=" + String(decoding: $0.value, as: UTF8.self)
            }
            return (line + ["|"] + fields).joined(separator: " ")
        }
    }

    @Test(
        "Heads are taken apart, or refused for what is wrong with them",
        arguments: [
            ("GET / HTTP/1.1\r\nA: b\r\n\r\n", "GET / HTTP/1.1 | A=b", "GET / HTTP/1.1 | A=b"),
            ("\r\n\nGET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.0 |", "GET / HTTP/1.0 |"),
            ("GET / HTTP/1.1\nA:b \n\n", "GET / HTTP/1.1 | A=b", "no request"),
            ("GET / HTTP/1.1\r\nA:\t b \t\r\n\r\n", "GET / HTTP/1.1 | A=b", "GET / HTTP/1.1 | A=b"),
            ("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", "GET / HTTP/1.1 | A=b", "GET / HTTP/1.1 | A=b\r\n c"),
            ("GET / HTTP/1.1\r\nnothing\r\nA: b\r\n\r\n", "GET / HTTP/1.1 | A=b", "malformed field"),
            ("GET / HTTP/1.1\r\nA : b\r\n\r\n", "GET / HTTP/1.1 |", "malformed field"),
            ("GET /\r\n", "GET /  |", "GET /  |"), ("POST /\r\n", "no request", "no request"),
            ("GET /a b HTTP/1.1\r\n", "no request", "no request"),
            ("GET  / HTTP/1.1\r\n\r\n", "GET  / HTTP/1.1 |", "no request"),
            ("GET / HTTP/x\r\n", "version", "version"), ("HELLO\r\n", "no request", "no request"),
            ("\u{3}\u{0}\u{0}\r\n", "no request", "no request"),
            (
                "GET /\(String(repeating: "a", count: 70)) HTTP/1.1\r\n", "request line too long",
                "request line too long"
            ),
            ("GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: 70))", "field too long", "field too long"),
            ("GET / HTTP/1.1\r\na: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\n", "too many fields", "too many fields"),
            (
                "GET / HTTP/1.1\r\na: \(String(repeating: "a", count: 50))\r\nb: \(String(repeating: "b", count: 58))",
                "field too long", "field too long"
            ),
        ])
    func heads(_ text: String, _ lenient: String, _ strict: String) {
        #expect(outcome(text, Self.lenient) == lenient)
        #expect(outcome(text, Self.strict) == strict)
    }

    @Test(
        "A head is not complete before its blank line",
        arguments: ["", "GET", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nA: b\r\n\r"])
    func unfinished(_ text: String) { #expect(outcome(text, Self.strict) == nil) }

    /// The body, how many bytes there were, and what is left; or the name of a fault.
    private func read(_ text: String, _ body: HTTPBodyReader, piece: Int) -> String {
        var (body, rest) = (body, Array(text.utf8)[...])
        var left: [UInt8] = []
        do throws(HTTPFault) {
            while !rest.isEmpty {
                var input = rest.prefix(piece)
                rest = rest.dropFirst(piece)
                try body.read(&input)
                left += input
            }
        } catch {
            return error.name
        }
        let kept = String(decoding: body.kept, as: UTF8.self)
        return "\(kept) \(body.size) \(String(decoding: left, as: UTF8.self))\(body.isComplete ? "" : "…")"
    }

    @Test(
        "Chunks are joined, whatever portions they come in",
        arguments: [
            ("3\r\nabc\r\n0\r\n\r\nrest", "abc 3 rest"),
            ("3;n=v\r\nabc\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n", "abc01234 13 "),
            ("2\nab\n0\n\n", "ab 2 "), ("0003\r\nabc\r\n0\r\n\r\n", "abc 3 "), ("3\r\nab", "ab 2 …"),
            ("zz\r\n", "malformed chunk"),
            ("3\r\nabcd", "malformed chunk"), ("\r\n", "malformed chunk"), ("-1\r\n", "malformed chunk"),
            ("ffffffffffffffff\r\n", "malformed chunk"), ("fffffffffffffff\r\nabc", "abc 3 …"),
            ("3\(String(repeating: " ", count: 2000))", "malformed chunk"),
            ("0\r\n\(String(repeating: "a: b\r\n", count: 2000))", "malformed chunk"),
        ])
    func chunks(_ text: String, _ expected: String) {
        for piece in [1, 2, 3, 7, 10_000] {
            #expect(read(text, HTTPBodyReader(chunksKeeping: 8), piece: piece) == expected)
        }
    }

    @Test("A counted body ends where it is said to")
    func counted() {
        for piece in [1, 3, 100] {
            #expect(read("0123456789rest", HTTPBodyReader(length: 10, keeping: 4), piece: piece) == "0123 10 rest")
        }
        #expect(HTTPBodyReader(length: 0, keeping: 4).isComplete)
    }

    @Test(
        "Paths are looked up without escapes and dots",
        arguments: [
            ("/", "/"), ("/a/b", "/a/b"), ("//a///b/", "/a/b/"), ("/a/./b/../c", "/a/c"), ("/%2eenv", "/.env"),
            ("/a%2fb?c=%2f", "/a/b"), ("/a#b", "/a"), ("http://h/a", "/a"), ("http://h?x", "/"), ("/..", "target"),
            ("/a/../../b", "target"), ("/.%2e/", "target"), ("/%zz", "target"), ("/%", "target"), ("/%00", "target"),
            ("a", "no request"), ("://", "no request"), ("/\u{e9}", "/\u{e9}"),
        ])
    func targets(_ text: String, _ expected: String) {
        do throws(HTTPFault) {
            #expect(try HTTPTarget(Array(text.utf8)[...]).path == expected)
        } catch {
            #expect(error.name == expected)
        }
    }

    @Test(
        "Hosts",
        arguments: [
            ("h", "h", nil), ("H.Example:8080", "h.example", 8080), ("[::1]:80", "[::1]", 80), ("h:", "h", nil),
            ("h:x", nil, nil), ("h:70000", nil, nil), ("a b", nil, nil), ("[::1", nil, nil), ("<x>", nil, nil),
        ] as [(String, String?, UInt16?)])
    func hosts(_ text: String, _ name: String?, _ port: UInt16?) {
        let host = HTTPHost(Array(text.utf8)[...])
        #expect(host?.name == name)
        #expect(host?.port == port)
    }

    @Test(
        "Credentials are found wherever they stand",
        arguments: [
            ("Authorization: Basic YTpiOmM=\r\n", "", "basic a b:c"), ("Authorization: basic YQ==\r\n", "", "basic a "),
            ("Authorization: Bearer xyz\r\n", "", "token  xyz"), ("Authorization: Basic !\r\n", "", nil),
            ("", "log=ad%6din&pwd=x+y%26", "form admin x y&"), ("", "psd=1&username=u", "form u 1"), ("", "a=b", nil),
            ("Content-Type: application/json\r\n", "{\"a\":\"password=1\"}", nil),
            (
                "Content-Type: multipart/form-data; boundary=\"B\"\r\n",
                "--B\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\np\r\n--B--", "form  p"
            ),
            (
                "",
                "<methodCall><methodName>wp.getUsersBlogs</methodName><value>1</value><value>u</value><value>"
                    + "<string>p</string></value></methodCall>", "form u p"
            ),
        ] as [(String, String, String?)])
    func credentials(_ fields: String, _ body: String, _ expected: String?) throws {
        var reader = HTTPHeadReader(grammar: HTTPGrammar(lineBytes: 999, headBytes: 999, fields: 9))
        var input = Array("POST / HTTP/1.1\r\n\(fields)\r\n".utf8)[...]
        guard case .head(let head)? = reader.next(&input) else {
            Issue.record("no head")
            return
        }
        let request = HTTPRequest(head: head, target: try HTTPTarget([0x2f]), body: Array(body.utf8))
        let found = request.credentials.map {
            "\($0.method) \(String(decoding: $0.username, as: UTF8.self)) \(String(decoding: $0.password, as: UTF8.self))"
        }
        #expect(found == expected)
    }

    @Test("Dates as HTTP writes them")
    func dates() {
        #expect(HTTPDate.text(seconds: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(Timestamp(milliseconds: 0)) == "Thu, 01 Jan 1970 00:00:00 GMT")
    }

    @Test(
        "Lines of PHP whose output is plain",
        arguments: [
            ("<?php echo(md5(\"x\")); ?>", "9dd4e461268c8034f5c8564e155c67a6"), ("<?= 'a' . 'b'", "ab"),
            ("<?php print(2+3);", "5"), ("<?php echo 'a','b'; die('c'); echo 'd';", "abc"),
            ("<?php echo strrev('abc'), sha1(''), 7*6;", "cbada39a3ee5e6b4b0d3255bfef95601890afd8070942"),
            ("<?php system('id');", nil), ("<?php echo $x;", nil), ("<?php echo \"$x\";", nil), ("echo 1;", nil),
            ("<?php echo 9223372036854775807*2;", nil), ("<?php", nil), ("<?php echo ((((((((((1))))))))));", nil),
            ("<?php echo 'unfinished", nil), ("", nil),
        ] as [(String, String?)])
    func echoes(_ program: String, _ output: String?) { #expect(PHPEcho.output(of: Array(program.utf8)) == output) }
}
