import Settings
import Testing

@testable import Guard

/// Where messages may go, and what is shown of it.
struct NotificationTargetTests {
    @Test(arguments: [
        ("https://hooks.example.com/services/T0/B0/secret", "https://hooks.example.com/…"),
        ("https://ntfy.example:8443/topic?auth=secret", "https://ntfy.example:8443/…"),
        ("http://127.0.0.1:8065/hooks/secret", "http://127.0.0.1:8065/…"),
        ("http://[::1]:8065/", "http://[::1]:8065/…"),
        ("http://localhost/secret", "http://localhost/…"), ("HTTP://LOCALHOST/x", "http://LOCALHOST/…"),
        ("http://127.99.0.1/", "http://127.99.0.1/…"),
        ("http://hooks.example.com/x", nil), ("http://10.0.0.1/x", nil), ("http://localhost.example/x", nil),
        ("http://127.0.0.1.example/x", nil), ("ftp://127.0.0.1/x", nil), ("https://user:secret@hooks.example/x", nil),
        ("https:///x", nil), ("https://a b/", nil), ("", nil),
        ("https://x/" + String(repeating: "x", count: 3000), nil),
    ])
    func targets(_ text: String, _ shown: String?) {
        let target = NotificationTarget(text)
        #expect(target?.description == shown)
        #expect(target?.text.contains("secret") == shown.map { _ in text.contains("secret") })
        guard let target else { return }
        var dumped = ""
        dump(target, to: &dumped)
        #expect(!dumped.contains("secret") && !"\(target) \(String(reflecting: target))".contains("secret"))
    }

    @Test func aWrongOneIsNotRepeated() {
        let faults = SettingSources<GuardConfiguration>(environment: [
            "SIKKER_API_KEY": "sk_0123456789", "SIKKER_NOTIFICATIONS_URL": "http://hooks.example.com/secret",
            "SIKKER_NOTIFICATIONS_MAIL": "nobody",
        ]).readAndCompare().faults.map(\.description)
        #expect(
            faults.sorted() == [
                "SIKKER_NOTIFICATIONS_MAIL: takes a mail address such as admin@example.com, not 'nobody'",
                "SIKKER_NOTIFICATIONS_URL: takes a URL that begins with https://, or with http:// and names this machine",
            ])
    }

    @Test func theProgramIsNotChangedFromAPage() throws {
        let setting = try #require(GuardConfiguration.catalogue.first { $0.name == "notifications.sendmail" })
        #expect(KeptSettings.obstacle(to: setting, from: .default)?.contains("change it in the file") == true)
    }
}
