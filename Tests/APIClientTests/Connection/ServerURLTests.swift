import APIClient
import Testing

@Suite struct ServerURLTests {
    @Test(arguments: [
        ("http://127.0.0.1:7063", "http://127.0.0.1:7063", "127.0.0.1:7063", false),
        ("HTTPS://Sikker.example/", "https://Sikker.example", "Sikker.example", true),
        ("https://h/threats//", "https://h/threats", "h", true),
        ("http://[2001:db8::1]:80/x", "http://[2001:db8::1]:80/x", "[2001:db8::1]:80", false),
        ("http://[::1]", "http://[::1]", "[::1]", false),
        ("http://my_host-1.local", "http://my_host-1.local", "my_host-1.local", false),
    ])
    func accepts(text: String, description: String, authority: String, encrypted: Bool) throws {
        let url = try ServerURL(text)
        #expect(url.description == description)
        #expect(url.authority == authority)
        #expect(url.isEncrypted == encrypted)
    }

    @Test(arguments: [
        ("", "neither http"), ("sikker.example", "neither http"), ("ftp://h", "neither http"), ("http://", "no host"),
        ("http:///path", "no host"), ("http://h:", "no host"), ("http://h:0", "no host"), ("http://h:65536", "no host"),
        ("http://h:80x", "no host"), ("http://[::1", "no host"), ("http://[]:1", "no host"), ("http://[g]", "no host"),
        ("http://user:pw@h", "user name"), ("http://h/?a=b", "query"), ("http://h#x", "query"),
        ("http://h a", "spaces"), ("http://h\r\nX: y", "spaces"), ("http://hé", "spaces"),
        ("http://" + String(repeating: "h", count: 2000), "longer than"),
    ])
    func refuses(text: String, why: String) throws {
        let error = #expect(throws: APIError.self) { try ServerURL(text) }
        #expect(error?.description.contains(why) == true)
        #expect((error?.description.count ?? 0) < 500)
    }
}
