import Blocklists
import Guard
import Hummingbird
import Logging
import ThreatModel

/// Knows who asks, and lets in whoever knows a password.
///
/// A password is what the settings say or, where they say nothing, what was set on a page. While there is none for
/// administrators, or when somebody asks for it on the machine, an invitation lets one be set.
actor Doorkeeper {
    private let file: PasswordFile
    private let options: @Sendable () async -> DashboardOptions
    private let record: ChangeRecord
    private let work = PasswordWork()
    private let cost: PasswordHash.Cost
    private let clock: any WallClock
    private let logger: Logger

    private var loaded: PasswordFile.Contents?
    private var sessions = SessionTable()
    private var limit = LoginLimit()
    private var failures = FailedLogins()
    private var invitation: SetupInvitation?

    /// - Parameters:
    ///   - options: the settings that hold now.
    ///   - record: of logins, and of changes of passwords.
    init(
        _ file: PasswordFile, options: @escaping @Sendable () async -> DashboardOptions, record: ChangeRecord,
        cost: PasswordHash.Cost = .usual, clock: any WallClock, logger: Logger
    ) {
        self.file = file
        self.options = options
        self.record = record
        self.cost = cost
        self.clock = clock
        self.logger = logger
    }

    // MARK: - Who asks

    /// Who shows this session.
    func visitor(showing id: String, _ context: WebContext) -> Visitor? {
        guard let (key, session) = sessions.visit(id, at: clock.now) else { return nil }
        return Visitor(
            role: session.role, name: session.role.rawValue, address: context.address, connected: context.connected,
            formToken: FormToken.make(session.secret), session: key)
    }

    /// Who shows this token; `nil` where it is nobody's.
    func visitor(bearing token: Substring, _ context: WebContext) async -> Visitor? {
        let options = await options()
        // Both are compared, whichever it is.
        let isAdministrator = options.apiToken.map { Secret.areEqual(token, $0) } ?? false
        let isViewer = options.statsToken.map { Secret.areEqual(token, $0) } ?? false
        guard isAdministrator || isViewer else { return nil }
        return Visitor(
            role: isAdministrator ? .administrator : .viewer, name: isAdministrator ? "api token" : "stats token",
            address: context.address, connected: context.connected, tokenHash: Secret.hash(token))
    }

    /// Whether somebody who was let in may stay: their session goes on, or their token still holds. Does not count as a visit.
    func isWelcome(_ visitor: Visitor) async -> Bool {
        if let key = visitor.session { return sessions.isOpen(key, at: clock.now) }
        guard let hash = visitor.tokenHash else { return false }
        let options = await options()
        let token = visitor.role == .administrator ? options.apiToken : options.statsToken
        return token.map { Secret.hash($0) == hash } ?? false
    }

    /// Whether a form comes from a page of this session.
    func isGenuine(_ formToken: String, from visitor: Visitor) -> Bool {
        guard let key = visitor.session, let session = sessions[key] else { return false }
        return FormToken.isGenuine(formToken, session.secret)
    }

    /// Sessions that go on at this moment.
    var sessionCount: Int { sessions.count(at: clock.now) }

    // MARK: - Passwords

    /// Where a role's password comes from.
    enum Origin {
        case settings, page, nowhere
    }

    func origin(of role: Role) async -> Origin {
        if await options().password(of: role) != nil { return .settings }
        return contents[role] == nil ? .nowhere : .page
    }

    /// Whether administrators have a password.
    var isSetUp: Bool { get async { await origin(of: .administrator) != .nowhere } }

    /// What was set on pages. A file that makes no sense counts as none: nobody gets in by it.
    private var contents: PasswordFile.Contents {
        if let loaded { return loaded }
        do throws(BlocklistError) {
            let found = try file.read()
            loaded = found
            return found
        } catch {
            logger.error("\(error) Nobody can log in with the passwords in it; 'sikker guard password' sets another")
            loaded = PasswordFile.Contents()
            return PasswordFile.Contents()
        }
    }

    private func store(_ contents: PasswordFile.Contents) throws(BlocklistError) {
        try file.write(contents)
        loaded = contents
    }

    /// Lets in whoever knows the password of a role. Takes as long for one wrong password as for another.
    func logIn(_ password: String, _ context: WebContext) async -> LoginOutcome {
        if let wait = limit.take(context.address, at: clock.now) { return await refused(context, wait) }
        let (options, contents) = (await options(), contents)
        let isShort = password.utf8.count <= DashboardOptions.longestPassword
        let found = await work.run { () -> Role? in
            guard isShort else { return nil }
            return Role.allCases.reversed().first { role in
                if let set = options.password(of: role) { return Secret.areEqual(password, set) }
                return contents[role]?.matches(password) ?? false
            }
        }
        guard let found else { return .later(.seconds(2)) }
        guard let role = found else { return await refused(context, nil) }
        limit.forgive(context.address)
        let missed = failures.takeCount()
        await note(
            "login", by: role.rawValue, context,
            before: missed > 0 ? "\(missed) attempts with a wrong password since the last login" : nil)
        return .welcome(session: sessions.begin(role, from: context.address, at: clock.now), role)
    }

    private func refused(_ context: WebContext, _ wait: Duration?) async -> LoginOutcome {
        if let count = failures.note(at: clock.now) {
            let from = context.address.map { ", the last from \($0)" } ?? ""
            logger.warning("Somebody tried to log in to the dashboard with a wrong password\(from)")
            await note(
                "login", by: "somebody", context, outcome: .refused,
                message: "\(count) attempts with a wrong password\(from)")
        }
        return wait.map { .later($0) } ?? .wrong
    }

    func logOut(_ visitor: Visitor) async {
        guard let key = visitor.session else { return }
        sessions.end(key)
    }

    /// Sets a password for a role, and ends the other sessions: somebody may be in who should not.
    ///
    /// - Parameters:
    ///   - known: the administrators' password, so that nobody does it who only found the page open.
    ///   - new: `nil` takes the viewers' password away.
    /// - Returns: what stands in the way; `nil`: nothing.
    func setPassword(
        of role: Role, to new: String?, knowing known: String, by visitor: Visitor, _ context: WebContext
    ) async -> LoginOutcome? {
        if await origin(of: role) == .settings {
            return .unusable("This password is in the settings ('\(role.setting)'): change it there.")
        }
        if let fault = new.flatMap(PasswordRule.fault) { return .unusable(fault) }
        if let wait = limit.take(context.address, at: clock.now) { return await refused(context, wait) }
        let (options, administrator, cost) = (await options(), contents.administrator, cost)
        let hashed = await work.run { () -> (isKnown: Bool, hash: PasswordHash?) in
            let isKnown =
                options.password.map { Secret.areEqual(known, $0) } ?? administrator?.matches(known) ?? false
            return (isKnown, isKnown ? new.flatMap { PasswordHash($0, cost: cost) } : nil)
        }
        guard let hashed else { return .later(.seconds(2)) }
        guard hashed.isKnown else { return await refused(context, nil) }
        limit.forgive(context.address)
        if new != nil, hashed.hash == nil { return .unusable("There is not enough memory to keep a password.") }
        if let fault = keep(hashed.hash, of: role) { return .unusable(fault) }
        sessions.endAll(of: role == .viewer ? .viewer : nil, but: visitor.session)
        await note("password", by: visitor.name, context, fields: ["role": role.rawValue])
        return nil
    }

    private func keep(_ hash: PasswordHash?, of role: Role) -> String? {
        var changed = contents
        changed[role] = hash
        do throws(BlocklistError) {
            try store(changed)
            return nil
        } catch {
            return "The password is not kept: \(error)"
        }
    }

    // MARK: - Invitations

    /// A word with which an administrator's password can be set; those before it are of no use any more.
    func invite() -> String {
        let (invitation, word) = SetupInvitation.make(at: clock.now)
        self.invitation = invitation
        return word
    }

    /// Whether a word is good, which uses nothing up.
    func isInvited(_ word: String) -> Bool { invitation?.isGood(word, at: clock.now) ?? false }

    /// Sets the administrators' password with the word of an invitation, ends all sessions and begins one.
    func accept(_ word: String, password: String, _ context: WebContext) async -> LoginOutcome {
        if await origin(of: .administrator) == .settings {
            return .unusable("This password is in the settings ('\(Role.administrator.setting)'): change it there.")
        }
        if let wait = limit.take(context.address, at: clock.now) { return await refused(context, wait) }
        guard isInvited(word) else { return await refused(context, nil) }
        if let fault = PasswordRule.fault(of: password) {
            limit.forgive(context.address)
            return .unusable(fault)
        }
        let cost = cost
        guard let hash = await work.run({ PasswordHash(password, cost: cost) }) else { return .later(.seconds(2)) }
        guard let hash else { return .unusable("There is not enough memory to keep a password.") }
        // Of two who come at the same time with the same word, one is too late.
        guard isInvited(word) else { return .wrong }
        if let fault = keep(hash, of: .administrator) { return .unusable(fault) }
        invitation = nil
        limit.forgive(context.address)
        sessions.endAll()
        await note("password", by: "whoever had the link", context, fields: ["role": Role.administrator.rawValue])
        return .welcome(session: sessions.begin(.administrator, from: context.address, at: clock.now), .administrator)
    }

    // MARK: - The record

    private func note(
        _ change: String, by who: String, _ context: WebContext, fields: [String: String] = [:],
        before: String? = nil, outcome: ChangeEntry.Outcome = .done, message: String? = nil
    ) async {
        let entry = ChangeEntry(
            time: clock.now, who: who, address: context.address, change: change, fields: fields, before: before,
            outcome: outcome, message: message)
        await record.note(entry, logger)
    }
}

extension Role {
    /// That holds its password.
    var setting: String {
        switch self {
        case .viewer: "dashboard.viewer_password"
        case .administrator: "dashboard.password"
        }
    }
}

extension DashboardOptions {
    func password(of role: Role) -> String? {
        switch role {
        case .viewer: viewerPassword
        case .administrator: password
        }
    }
}
