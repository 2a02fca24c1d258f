import Settings

extension GuardConfiguration {
    /// Settings of the guard's pages, and of who may see them.
    static let dashboardSettings: [Setting<GuardConfiguration>] = [
        Setting(
            "dashboard.address", \.dashboard.address, .address, "the address that the guard answers HTTP on",
            variable: "SIKKER_DASHBOARD_ADDR"),
        Setting(
            "dashboard.port", \.dashboard.port, .portOrOff, "the port that the guard answers HTTP on; off: none"),
        Setting(
            "dashboard.names", \.dashboard.names, .hostNames,
            "names that the dashboard is reached by, through a proxy or with TLS; addresses and localhost always do",
            example: "guard.example", isReloaded: true),
        Setting(
            "dashboard.password", \.dashboard.password, .password,
            "the password of administrators; without one, the one that was set on a page", isSecret: true,
            isReloaded: true),
        Setting(
            "dashboard.viewer_password", \.dashboard.viewerPassword, .password,
            "a password for those who look and change nothing", isSecret: true, isReloaded: true),
        Setting(
            "dashboard.stats_token", \.dashboard.statsToken, .token,
            "the bearer token with which programs read /api; without one /api/stats does not answer",
            flag: "stats-token", variable: "SIKKER_STATS_TOKEN", isSecret: true, isReloaded: true),
        Setting(
            "dashboard.api_token", \.dashboard.apiToken, .token,
            "the bearer token with which programs do what administrators do", isSecret: true, isReloaded: true),
        Setting(
            "dashboard.tls.certificate", \.dashboard.certificateFile, .absoluteFile,
            "a PEM file with the dashboard's certificate and those above it; with it the port speaks TLS only",
            example: "/etc/sikkerguard/tls.pem"),
        Setting(
            "dashboard.tls.key", \.dashboard.keyFile, .absoluteFile,
            "a PEM file with the certificate's private key, without a passphrase",
            example: "/etc/sikkerguard/tls.key"),
    ]

    var halfTLS: [SettingContradiction] {
        switch (dashboard.certificateFile, dashboard.keyFile) {
        case (nil, nil), (.some, .some): []
        case (.some, nil): [SettingContradiction("dashboard.tls.key", "is missing beside 'dashboard.tls.certificate'")]
        case (nil, .some):
            [SettingContradiction("dashboard.tls.certificate", "is missing beside 'dashboard.tls.key'")]
        }
    }
}

extension SettingType where Value == String? {
    static var absoluteFile: Self { SettingType<String>.absolutePath.optional }

    /// Long, and without what a form takes away.
    static var password: Self {
        let (least, most) = (DashboardOptions.leastPassword, DashboardOptions.longestPassword)
        return SettingType<String>.single(
            "\(least) characters at least and \(most) bytes at most, without blanks at its ends",
            valueName: "password",
            parse: {
                let isWhole = $0.first?.isWhitespace == false && $0.last?.isWhitespace == false
                return isWhole && $0.count >= least && $0.utf8.count <= most ? $0 : nil
            }, text: { $0 }
        ).optional
    }
}

extension SettingType where Value == [String] {
    static var hostNames: Self {
        SettingType<String>.single(
            "host names such as guard.example", valueName: "host name",
            parse: { if case .host(let name) = WhitelistEntry($0) { name } else { nil } }, text: { $0 }
        ).several(atMost: DashboardOptions.mostNames)
    }
}
