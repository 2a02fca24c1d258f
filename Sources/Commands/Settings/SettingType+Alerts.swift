import Settings
import ThreatAPI

extension SettingType where Value == String? {
    /// The absolute path of a program; not set unless given.
    static var program: Self {
        SettingType<String>.single(
            "the absolute path of a program such as /usr/sbin/sendmail", valueName: "path",
            parse: { $0.hasPrefix("/") && $0.count > 1 && !$0.contains("\0") ? $0 : nil }, text: { $0 }
        ).optional
    }
}

extension SettingType where Value == String {
    /// Who mail comes from.
    static var mailSender: Self {
        single(
            "a mail address such as sikker@example.com", valueName: "address",
            parse: { AlertConfiguration.isMailAddress($0) ? $0 : nil }, text: { $0 })
    }
}
