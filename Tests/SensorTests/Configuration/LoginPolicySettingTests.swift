import Honeypots
import Testing

@testable import Sensor

@Suite struct LoginPolicySettingTests {
    @Test func reads() throws {
        #expect(try LoginPolicy(setting: "all") == .acceptAll)
        #expect(try LoginPolicy(setting: "after=0") == .acceptAfter(0))
        #expect(try LoginPolicy(setting: "after=3") == .acceptAfter(3))
    }

    @Test(arguments: ["", "none", "all=1", "after", "after=", "after=-1", "after=x", "after=70000", "list", "list="])
    func refuses(text: String) {
        let error = #expect(throws: SensorError.self) { try LoginPolicy(setting: text) }
        #expect(error == .badLogins(text))
        #expect(error?.description.contains("after=3") == true)
    }

    private func policy(_ text: String) throws -> LoginPolicy {
        let folder = try TemporaryFolder()
        let path = folder.path + "/logins"
        try DiskFiles().replace(path, with: Array(text.utf8), durable: false)
        return try LoginPolicy(setting: "list=" + path)
    }

    @Test func readsAList() throws {
        let policy = try policy("# ours\nroot:123456\nadmin:*\n")
        #expect(policy.accepts(attempt: 1, user: Array("root".utf8), password: Array("123456".utf8)))
        #expect(!policy.accepts(attempt: 9, user: Array("root".utf8), password: Array("1".utf8)))
        #expect(policy.accepts(attempt: 1, user: Array("admin".utf8), password: Array("1".utf8)))
    }

    @Test(arguments: [("root:x\nadmin\n", "line 2"), ("# nobody\n", "names nobody"), ("", "names nobody")])
    func tellsWhatIsWrongWithAList(text: String, reason: String) {
        let error = #expect(throws: SensorError.self) { try policy(text) }
        #expect(error?.description.contains(reason) == true)
    }

    @Test func tellsThatThereIsNoList() {
        let error = #expect(throws: SensorError.self) { try LoginPolicy(setting: "list=/nowhere/at/all") }
        #expect(error?.description.contains("/nowhere/at/all") == true)
    }
}
