import Dashboard
import Guard
import Observability
import TestGuards
import TestHosts
import Testing

/// A guard with its dashboard, asked by curl.
struct ServedDashboard {
    let url: String
    let guarded: ServedGuard
    let service: GuardService
    /// For curl, beside what a test says.
    private var logins: [Login: [String]] = [:]

    /// As whom something is asked.
    enum Login: String, CaseIterable {
        case nobody, viewer, administrator

        /// What it gets in with.
        var password: String { "the \(rawValue) of this guard" }
    }

    /// Runs `body` while the guard is at work and its port open.
    ///
    /// - Parameters:
    ///   - settings: beside a list and passwords.
    ///   - hasPasswords: the settings say who gets in.
    static func whileServing(
        _ settings: String = "", hasPasswords: Bool = true, _ body: (ServedDashboard) async throws -> Void
    ) async throws {
        let served = try ServedGuard("custom_blacklist: [LIST]\n" + (hasPasswords ? passwords : "") + settings)
        try await whileServing(served, hasPasswords: hasPasswords, body)
    }

    /// What settings say that let somebody in.
    static let passwords = """
        dashboard.password: \(Login.administrator.password)
        dashboard.viewer_password: \(Login.viewer.password)

        """

    /// The same of a guard that is made already.
    static func whileServing(
        _ served: ServedGuard, hasPasswords: Bool = true, _ body: (ServedDashboard) async throws -> Void
    ) async throws {
        try await served.whileRunning { service in
            try await serve(service, of: served) { url in
                var dashboard = ServedDashboard(url: url, guarded: served, service: service)
                if hasPasswords {
                    for login in [Login.viewer, .administrator] { try await dashboard.logIn(login) }
                }
                try await body(dashboard)
            }
        }
    }

    /// Opens a port for a guard at work.
    static func serve(
        _ service: GuardService, of served: ServedGuard, _ body: (_ url: String) async throws -> Void
    ) async throws {
        var options = served.guarding.configuration.dashboard
        options.port = 0
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let metrics = MetricsRegistry()
        _ = GuardMetrics(metrics)
        let web = DashboardService(
            options, of: service, metrics: metrics, health: served.guarding.health,
            logger: served.guarding.log.logger, announce: { served.guarding.log.write(Array($0.utf8)) },
            onListening: { port.yield($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await web.run() }
            let number = try #require(await ports.first { _ in true })
            let scheme = options.certificateFile == nil ? "http" : "https"
            try await body("\(scheme)://127.0.0.1:\(number)")
            group.cancelAll()
        }
    }

    /// curl's output: status line, headers, body. Whoever is logged in sends what a page of ours would send.
    ///
    /// - Parameter path: of this server; what stands before it are options.
    func curl(_ arguments: String..., as login: Login = .administrator, path: String) async throws -> String {
        try await run((logins[login] ?? []) + arguments + [url + path])
    }

    func curl(_ arguments: [String], path: String) async throws -> String {
        try await curl(with: arguments, as: .administrator, path: path)
    }

    func curl(with arguments: [String], as login: Login, path: String) async throws -> String {
        try await run((logins[login] ?? []) + arguments + [url + path])
    }

    /// What curl is told to be somebody.
    func credentials(of login: Login) -> [String] { logins[login] ?? [] }

    /// As an administrator whose browser runs no script: only the cookie shows who it is.
    func curlAsForm(_ arguments: String..., path: String) async throws -> String {
        try await run((logins[.administrator] ?? []).prefix(2) + arguments + [url + path])
    }

    /// Of the cookie that browsers show here.
    var cookieName: String? {
        logins[.administrator]?[1].split(separator: " ").last?.split(separator: "=").first.map { String($0) }
    }

    private mutating func logIn(_ login: Login) async throws {
        let answer = try await run(["--data-urlencode", "password=\(login.password)", url + "/login"])
        let cookie = try #require(Self.cookie(in: answer), "\(answer)")
        let account = try await run(["-H", "Cookie: \(cookie)", url + "/account"])
        let token = try #require(Self.formToken(in: account), "\(account)")
        logins[login] = ["-H", "Cookie: \(cookie)", "-H", "X-Form-Token: \(token)"]
    }

    /// What an answer has a browser keep, as it sends it again.
    static func cookie(in answer: String) -> String? {
        answer.split(whereSeparator: \.isNewline).first { $0.lowercased().hasPrefix("set-cookie: ") }
            .flatMap { $0.dropFirst(12).split(separator: ";").first }.map { String($0) }
    }

    /// Of a form on a page.
    static func formToken(in page: String) -> String? {
        page.firstMatch(of: /name="token" value="([^"]+)"/).map { String($0.1) }
    }

    private func run(_ arguments: [String]) async throws -> String {
        try await TestThread.run {
            try TestCommand.run(["curl", "-s", "-i", "-k", "--max-time", "20"] + arguments)
        }
    }
}
