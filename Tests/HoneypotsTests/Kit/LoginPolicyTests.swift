import Testing

@testable import Honeypots

@Suite("Login policies")
struct LoginPolicyTests {
    private static let text = """
        # whom we let in
        root:123456
        admin:*
        *:letmein

        pi:with:colons
        guest:
        """

    private func accepts(_ user: String, _ password: String?, attempt: Int = 1, _ text: String = text) throws -> Bool {
        let policy = LoginPolicy.list(try CredentialList(Array(text.utf8)))
        return policy.accepts(attempt: attempt, user: Array(user.utf8), password: password.map { Array($0.utf8) })
    }

    @Test("A list lets in whom it names, at any attempt")
    func list() throws {
        #expect(try accepts("root", "123456") && accepts("root", "123456", attempt: 99))
        #expect(try !accepts("root", "12345") && !accepts("root", "") && !accepts("Root", "123456"))
        #expect(try accepts("admin", "whatever") && accepts("admin", "*"))
        #expect(try accepts("anybody", "letmein") && accepts("", "letmein"))
        #expect(try accepts("pi", "with:colons") && !accepts("pi", "with"))
        #expect(try accepts("guest", "") && !accepts("guest", "x"))
        #expect(try !accepts("# whom we let in", ""))
    }

    @Test("A key gets in where any password does")
    func keys() throws {
        #expect(try accepts("admin", nil) && !accepts("root", nil) && !accepts("anybody", nil))
        #expect(try accepts("anybody", nil, "*:*\n"))
    }

    @Test("Lines end as on any system")
    func lineEnds() throws {
        #expect(try accepts("a", "b", "a:b\r\nc:d\r\n") && accepts("c", "d", "a:b\r\nc:d"))
        #expect(try CredentialList(Array("\r\n \t\n#x\n".utf8)).count == 0)
    }

    @Test("What is no entry is named by its line", arguments: [("a:b\nnobody\n", 2), (":x", 1), ("\n\n#\nx", 4)])
    func mistakes(_ text: String, _ line: Int) {
        #expect(throws: CredentialList.Malformed(line: line)) { try CredentialList(Array(text.utf8)) }
    }

    @Test("A list is bounded")
    func bound() throws {
        let lines = (0..<CredentialList.mostEntries).map { "u\($0):p" }.joined(separator: "\n")
        #expect(try CredentialList(Array(lines.utf8)).count == CredentialList.mostEntries)
        #expect(throws: CredentialList.Malformed.self) { try CredentialList(Array((lines + "\none:more").utf8)) }
    }

    @Test("Attempts are counted otherwise")
    func others() {
        #expect(LoginPolicy.acceptAll.accepts(attempt: 1, user: [], password: nil))
        #expect(!LoginPolicy.acceptAfter(2).accepts(attempt: 2, user: [1], password: [2]))
        #expect(LoginPolicy.acceptAfter(2).accepts(attempt: 3, user: [1], password: [2]))
    }
}
