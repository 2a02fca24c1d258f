import Testing

@testable import ThreatAPI

@Suite("Reading forms")
struct MultipartFormTests {
    static func file(
        _ body: String, type: String = "multipart/form-data; boundary=XyZ"
    ) throws(RequestError) -> String {
        let bytes = Array(body.utf8)
        return try bytes.withUnsafeBufferPointer { (bytes) throws(RequestError) in
            let range = try MultipartForm(bytes, contentType: type).field("file")
            return String(decoding: bytes[range], as: UTF8.self)
        }
    }

    static func part(_ content: String, head: String = "Content-Disposition: form-data; name=\"file\"") -> String {
        "--XyZ\r\n\(head)\r\n\r\n\(content)\r\n"
    }

    @Test(
        "The content lies between its head and the next boundary",
        arguments: ["", "a", "a\r\nb\r\n", "x--XyZ", "a\r\n--XyZZ\r\n--XyZ-", "\r\n\r\n", "a\n--XyZ--\n"])
    func content(_ content: String) throws {
        for (before, after) in [
            ("", "--XyZ--"), ("", "--XyZ--\r\n"), ("to be\r\nignored\r\n", "--XyZ--\r\nas well"),
            ("", "--XyZ  \r\nX: y\r\n\r\nz\r\n--XyZ--\r\n"),
            (Self.part("other", head: "content-disposition:form-data;name=note"), "--XyZ--\r\n"),
        ] {
            #expect(try Self.file(before + Self.part(content) + after) == content)
        }
    }

    @Test(
        "Names and boundaries are spelt in many ways",
        arguments: [
            "Content-Disposition: form-data; name=\"file\"; filename=\"a;b\\\"c.csv\"\r\nContent-Type: text/csv",
            "content-disposition: form-data; filename=\"name=x\"; NAME = file",
            "X-A: b\r\nCONTENT-DISPOSITION: form-data; name=\"fi\\le\"",
        ])
    func names(_ head: String) throws {
        for type in ["multipart/form-data; boundary=\"XyZ\"", "multipart/form-data;charset=utf-8; Boundary=XyZ"] {
            #expect(try Self.file(Self.part("1.2.3.4", head: head) + "--XyZ--", type: type) == "1.2.3.4")
        }
    }

    static let refusals: [(body: String, sentence: String)] = [
        ("", "the form does not begin with the boundary"),
        ("--XyZA\r\n\r\n--XyZA--", "the form does not begin with the boundary"),
        ("--XyZ--", "the form must have a field 'file'"),
        (
            "\(part("x", head: "Content-Disposition: form-data; name=\"f\""))--XyZ--",
            "the form must have a field 'file'"
        ),
        ("\(part("x", head: "Content-Type: text/csv"))--XyZ--", "the form must have a field 'file'"),
        (part("x"), "the form ends before its last boundary"),
        ("\(part("x"))--XyZ", "the form ends before its last boundary"),
        ("\(part("x"))\(part("y"))--XyZ--", "the form has several fields 'file'"),
        ("--XyZ\r\n\(String(repeating: "a", count: 5000))", "a part of the form has no end to its head"),
        ("\(String(repeating: part("x", head: "A: b"), count: 40))--XyZ--", "the form may have at most 32 fields"),
    ]

    @Test("What is no such form is refused with a sentence", arguments: refusals)
    func refused(_ body: String, _ sentence: String) {
        let error = #expect(throws: RequestError.self) { try Self.file(body) }
        #expect(error?.status == 400 && error?.sentence.hasPrefix(sentence) == true, "\(error?.sentence ?? "")")
    }

    @Test(
        "A boundary is named, and not too long",
        arguments: [
            "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=é",
            "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
        ])
    func boundaries(_ type: String) {
        #expect(throws: RequestError.self) { try Self.file("--XyZ--", type: type) }
    }
}
