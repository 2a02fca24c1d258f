import FoundationEssentials
import TestLoop
import Testing

/// Keys are made, listed and ended on the server's folder.
@Suite("Keys") struct KeyTests {
    private struct Row: Decodable {
        var id: Int
        var kind: String
        var label: String
        var hint: String
        var disabled: String?
        var secret: String?
    }

    @Test func lifeOfAKey() throws {
        let folder = try LoopFolder()
        let data = ["--data", folder.file("data")]
        let made = try Invocation(["key", "create", "--label", "web-1", "--tier", "free"] + data)
        #expect(made.status == 0)
        let secret = made.standardOutput.filter { !$0.isNewline }
        #expect(secret.hasPrefix("sk_free_") && secret.count == 48)
        #expect(made.standardError.contains("only time"))
        let token = try Invocation(["key", "create", "--sensor", "--label", "lab", "--json"] + data)
        #expect(
            try JSONDecoder().decode(Row.self, from: Data(token.standardOutput.utf8)).secret?.hasPrefix("st_") == true)

        let list = try Invocation(["key", "list", "--json"] + data)
        let rows = try JSONDecoder().decode([Row].self, from: Data(list.standardOutput.utf8))
        #expect(rows.map(\.kind) == ["key", "sensor"])
        #expect(rows.map(\.label) == ["web-1", "lab"])
        #expect(rows.allSatisfy { $0.secret == nil && $0.disabled == nil })
        #expect(secret.hasSuffix(rows[0].hint))
        let table = try Invocation(["key", "list"] + data)
        #expect(table.standardOutput.contains("web-1") && !table.standardOutput.contains(secret))

        #expect(try Invocation(["key", "disable", "\(rows[0].id)"] + data).status == 0)
        #expect(try Invocation(["key", "list"] + data).standardOutput.contains("disabled"))
        #expect(try Invocation(["key", "disable", "4711"] + data).standardError.contains("no key with id 4711"))
        let unknown = try Invocation(["key", "create", "--tier", "golden"] + data)
        #expect(unknown.status == 2 && unknown.standardError.contains("accepted: free, tier_1"))
    }

    @Test func theSecretIsNotInTheFolder() throws {
        let folder = try LoopFolder()
        let made = try Invocation(["key", "create", "--data", folder.file("data")])
        let random = made.standardOutput.filter { !$0.isNewline }.suffix(40)
        for name in ["data/sikker.sqlite", "data/sikker.sqlite-wal"] {
            #expect(!folder.text(of: name).contains(random))
        }
    }
}
