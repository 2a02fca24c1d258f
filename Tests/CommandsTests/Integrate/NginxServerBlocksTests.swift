import Testing

@testable import Commands

/// A line of ours in server blocks of others.
@Suite("Server blocks of nginx") struct NginxServerBlocksTests {
    private static let line = "include snippets/sikkerapi.conf;"

    private static func count(_ bytes: [UInt8]) -> Int {
        String(decoding: bytes, as: UTF8.self).ranges(of: line).count
    }

    @Test(
        "Every site gets the line, nothing else does, and taking it out gives back every byte",
        arguments: [
            ("server {\n    listen 80;\n}\n", 1), ("server { listen 80; }", 1), ("server{listen 80;}server{}", 2),
            ("server\n{\n}\n", 1), ("server { # the main one\n    listen 80;\n}\n", 1),
            ("server {\r\n  listen 80;\r\n}\r\n", 1),
            ("http {\n  server { listen 80; location / { return 200; } }\n  server { }\n}\n", 2),
            ("upstream a { server 10.0.0.1; server 10.0.0.2 weight=2; }\n", 0),
            ("stream {\n  server { listen 53; }\n}\n", 0),
            ("# server {\n", 0), ("log_format a \"server {\";\nmap $a $b { 'server {' 1; }\n", 0),
            ("http { map $x $y { default \"}\"; } server { } }", 1), ("set $x ${y}server;\nserver { }", 1),
            ("location /server { }\nserver_name server;\n", 0), ("server {", 1), ("server", 0), ("\"\\", 0),
            ("server { \"", 1),
            ("server { }\u{ff}", 1), ("}}}}server { }", 1), ("", 0),
        ])
    func roundTrip(text: String, sites: Int) {
        let before = Array(text.utf8)
        var blocks = NginxServerBlocks(before)
        #expect(blocks.hasBlocks == (sites > 0))
        blocks.protect()
        #expect(Self.count(blocks.bytes) == sites)
        let with = blocks.bytes
        var again = NginxServerBlocks(with)
        again.protect()
        #expect(again.bytes == with)
        again.unprotect()
        #expect(again.bytes == before)
    }

    @Test("A site that has the line already keeps the administrator's, and what was indented anew is still found")
    func kept() {
        let own = "server {\n  include /etc/nginx/snippets/sikkerapi.conf;\n  listen 80;\n}\n"
        var blocks = NginxServerBlocks(Array(own.utf8))
        blocks.protect()
        #expect(String(decoding: blocks.bytes, as: UTF8.self) == own)
        blocks.unprotect()
        #expect(String(decoding: blocks.bytes, as: UTF8.self) == own)
        var other = NginxServerBlocks(
            Array("server {\n\t\(Self.line) # sikker integrate nginx\n\tlisten 81;\n}\n".utf8))
        other.unprotect()
        #expect(String(decoding: other.bytes, as: UTF8.self) == "server {\n\tlisten 81;\n}\n")
    }
}
