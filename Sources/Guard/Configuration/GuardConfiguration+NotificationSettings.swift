import Mail
import Settings

extension GuardConfiguration {
    /// Settings of whom the guard tells when something needs them.
    static let notificationSettings: [Setting<GuardConfiguration>] = [
        Setting(
            "notifications.url", \.notifications.target, .notificationTarget,
            "where messages are posted as JSON when something needs you: Slack, Mattermost, ntfy or a program of yours",
            isSecret: true, isReloaded: true),
        Setting(
            "notifications.mail", \.notifications.mail, .mailAddress, "who gets mail when something needs them",
            example: "admin@example.com", isReloaded: true),
        Setting(
            "notifications.mail_from", \.notifications.sender, .mailSender, "who such mail comes from",
            isReloaded: true),
        Setting(
            "notifications.sendmail", \.notifications.program, .absolutePath,
            "the program that takes mail from standard input as 'sendmail -i -t' does", isReloaded: true),
        Setting(
            "notifications.patience", \.notifications.patience, .number(NotificationOptions.patiences),
            "how many of its intervals a source may fail before you are told", isReloaded: true),
    ]
}

extension SettingType where Value == NotificationTarget? {
    static var notificationTarget: Self {
        SettingType<NotificationTarget>.single(
            "a URL that begins with https://, or with http:// and names this machine", valueName: "url",
            parse: { NotificationTarget($0) }, text: { $0.text }
        ).optional
    }
}

extension SettingType where Value == MailAddress {
    static var mailSender: Self {
        single(
            "a mail address such as admin@example.com", valueName: "mail address", parse: { MailAddress($0) },
            text: { $0.text })
    }
}

extension SettingType where Value == MailAddress? {
    static var mailAddress: Self { SettingType<MailAddress>.mailSender.optional }
}
