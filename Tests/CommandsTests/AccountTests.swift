import FoundationEssentials
import TestLoop
import Testing

/// Accounts, and keys that change, as they are called.
@Suite("Accounts") struct AccountTests {
    private struct Account: Decodable {
        var name: String
        var trusted: Bool
        var keys: Int
        var disabled: String?
    }

    private struct Key: Decodable {
        var id: Int
        var account: String
        var label: String
        var hint: String
        var state: String
        var expires: String?
        var formerSecretUntil: String?
        var secret: String?
    }

    private struct Shown: Decodable {
        var account: Account
        var keys: [Key]
    }

    private struct Deed: Decodable {
        var actor: String
        var deed: String
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ run: Invocation) throws -> Value {
        try #require(run.status == 0, "\(run.standardError)")
        return try JSONDecoder().decode(type, from: Data(run.standardOutput.utf8))
    }

    @Test func lifeOfAnAccount() throws {
        let folder = try LoopFolder()
        let data = ["--data", folder.file("data")]
        #expect(try Invocation(["account", "create", "web", "--trusted"] + data).status == 0)
        #expect(try Invocation(["key", "create", "--account", "web", "--label", "w"] + data).status == 0)
        #expect(try Invocation(["key", "create", "--label", "mine"] + data).status == 0)
        let accounts = { try Self.decode([Account].self, try Invocation(["account", "list", "--json"] + data)) }
        #expect(try accounts().map(\.name) == ["operator", "web"])
        #expect(try accounts().map(\.keys) == [1, 1] && accounts().map(\.trusted) == [true, true])
        #expect(try Invocation(["account", "untrust", "web"] + data).status == 0)
        #expect(try accounts().map(\.trusted) == [true, false])
        #expect(try Invocation(["account", "trust", "web"] + data).status == 0)

        #expect(try Invocation(["account", "disable", "web"] + data).status == 0)
        let shown = try Self.decode(Shown.self, try Invocation(["account", "show", "web", "--json"] + data))
        #expect(shown.account.disabled != nil && shown.keys.map(\.state) == ["account disabled"])
        for arguments in [["key", "create", "--account", "web"], ["key", "rotate", "1"]] {
            let refused = try Invocation(arguments + data)
            #expect(refused.status == 2 && refused.standardError.contains("account 'web' is disabled"))
        }
        #expect(try Invocation(["account", "list"] + data).standardOutput.contains("disabled"))
        #expect(try Invocation(["account", "enable", "web"] + data).status == 0)
        let table = try Invocation(["account", "show", "web"] + data).standardOutput
        #expect(table.contains("active") && table.contains("\nid  kind"))

        let log = try Self.decode([Deed].self, try Invocation(["account", "log", "--json", "--last", "3"] + data))
        #expect(log.map(\.deed) == ["enabled account web", "disabled account web", "trusted account web"])
        #expect(log.allSatisfy { !$0.actor.isEmpty })
    }

    @Test(
        "What cannot be is wrong use",
        arguments: [
            (["account", "create", "web"], "an account named 'web' exists already"),
            (["account", "create", ""], "one line of 1 to 64 characters"),
            (["account", "create", "a\u{1b}[31mb"], "one line of 1 to 64 characters"),
            (["account", "disable", "nobody"], "there is no account named 'nobody'"),
            (["account", "show", "nobody"], "there is no account named 'nobody'"),
            (["account", "log", "--last", "0"], "--last takes a number from 1"),
            (["key", "list", "--account", "nobody"], "there is no account named 'nobody'"),
            (["key", "rotate", "99"], "there is no key with id 99"),
            (["key", "rotate", "1", "--grace", "soon"], "a time such as 90s, 30m, 24h or 7d is needed"),
            (["key", "rotate", "1", "--grace", "31d"], "for at most 30 days"),
            (["key", "expire", "1"], "one of --in, --now and --never is needed"),
            (["key", "expire", "1", "--now", "--never"], "one of --in, --now and --never is needed"),
            (["key", "expire", "99", "--now"], "there is no key with id 99"),
        ])
    func refused(_ arguments: [String], _ sentence: String) throws {
        let folder = try LoopFolder()
        let data = ["--data", folder.file("data")]
        #expect(try Invocation(["account", "create", "web"] + data).status == 0)
        #expect(try Invocation(["key", "create"] + data).status == 0)
        let run = try Invocation(arguments + data)
        #expect(run.status == 2 && run.standardError.contains(sentence), "\(run.standardError)")
        #expect(run.standardOutput.isEmpty)
    }

    @Test func aKeyIsRotatedAndItsEndMoved() throws {
        let folder = try LoopFolder()
        let data = ["--data", folder.file("data")]
        let made = try Self.decode(Key.self, try Invocation(["key", "create", "--label", "w", "--json"] + data))
        let rotated = try Self.decode(
            Key.self, try Invocation(["key", "rotate", "1", "--grace", "24h", "--json"] + data))
        #expect(rotated.id == made.id && rotated.label == "w" && rotated.account == "operator")
        #expect(rotated.secret != made.secret && rotated.secret?.hasSuffix(rotated.hint) == true)
        #expect(rotated.formerSecretUntil != nil)
        let keys = { try Self.decode([Key].self, try Invocation(["key", "list", "--json"] + data)) }
        #expect(try keys().map(\.formerSecretUntil) == [rotated.formerSecretUntil])
        let table = try Invocation(["key", "list"] + data).standardOutput
        #expect(table.contains("old secret until"))
        #expect(try Invocation(["key", "rotate", "1"] + data).standardError.contains("only time"))
        #expect(try keys()[0].formerSecretUntil == nil)

        #expect(try Invocation(["key", "expire", "1", "--in", "30d"] + data).status == 0)
        #expect(try keys()[0].expires != nil && keys()[0].state == "active")
        #expect(try Invocation(["key", "expire", "1", "--now"] + data).status == 0)
        #expect(try keys()[0].state == "expired")
        let refused = try Invocation(["key", "rotate", "1"] + data)
        #expect(refused.status == 2 && refused.standardError.contains("has expired; 'sikker key expire 1 --never'"))
        #expect(try Invocation(["key", "expire", "1", "--never"] + data).status == 0)
        #expect(try keys()[0].state == "active")
        #expect(try Invocation(["key", "disable", "1"] + data).status == 0)
        #expect(try Invocation(["key", "rotate", "1"] + data).standardError.contains("disabled for good"))
    }
}
