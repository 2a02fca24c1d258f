import Integrations
import Testing

@Suite struct IntegrationServerTests {
    @Test(arguments: [
        "https://sikker.example", "http://127.0.0.1:7063", "http://[2001:db8::1]:7063", "https://[::1]",
        "https://sikker.example/api",
        "https://a-b.c_d.example:1", "https://sikker.example/a.b/~c", "http://localhost:65535",
    ])
    func addressOfAServerIsTaken(_ url: String) throws {
        #expect(try IntegrationServer(baseURL: url, version: "1.0.0").baseURL == url)
    }

    @Test(arguments: [
        "", "sikker.example", "ftp://sikker.example", "https://", "https:///x", "javascript://x", "HTTPS://x",
        "https://a'b", "https://a\"b", "https://a;b", "https://a b", "https://a\nb", "https://a$(b)", "https://a`b`",
        "https://a|b",
        "https://user@host", "https://host?x", "https://host#x", "https://host/%27", "https://host/..",
        "https://host//x",
        "https://host:", "https://host:0", "https://host:65536", "https://host:+1", "https://host:1:2", "https://[::1",
        "https://[127.0.0.1]", "https://[::1%eth0]", "https://-a", "https://a-", "https://a..b", "https://a.",
        "https://ä",
        "https://" + String(repeating: "a", count: 64), "https://h/" + String(repeating: "a", count: 600),
        "https://h/@VERSION@",
    ])
    func nothingElseIs(_ url: String) {
        #expect(throws: IntegrationError.noBaseURL(url)) { try IntegrationServer(baseURL: url, version: "1.0.0") }
    }

    @Test(arguments: ["", "1.0'", "1 0", "$(id)", "@BASE_URL@"])
    func versionsAreThatPlainToo(_ version: String) {
        #expect(throws: IntegrationError.noVersion(version)) {
            try IntegrationServer(baseURL: "http://h", version: version)
        }
    }

    @Test func slashAtTheEndIsDropped() throws {
        let server = try IntegrationServer(baseURL: "https://sikker.example/", version: "1.0.0")
        #expect(
            server.filled("@BASE_URL@/v1 @VERSION@ @BASE_URL@")
                == "https://sikker.example/v1 1.0.0 https://sikker.example")
    }
}
