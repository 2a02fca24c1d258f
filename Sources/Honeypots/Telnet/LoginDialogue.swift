import ThreatModel

/// `login` of BusyBox in front of the shell: asks for name and password, lets in whom the policy lets in, and gives up
/// after three mistakes.
struct LoginDialogue: Sendable {
    enum Step: Hashable, Sendable {
        case waiting
        /// Logged in under this name.
        case accepted([UInt8])
        /// The connection ends.
        case refused
    }

    /// Wrong passwords in one visit, and empty names, before it hangs up (loginutils/login.c of BusyBox).
    private static let mostFailures = 3
    private static let mostEmptyNames = 10
    /// The time a wrong password costs.
    private static let failurePause = Duration.seconds(3)

    private let prompt: ByteString
    private let policy: LoginPolicy
    private let secrets: PersonaSecrets
    private let fieldBytes: Int
    private var line: TerminalLine
    private var user: [UInt8]?
    private var attempts = 0
    private var emptyNames = 0

    init(_ context: HoneypotContext) {
        let device = context.persona.device
        prompt = device.telnet.namesHost ? "\(device.hostname) login: " : "login: "
        policy = context.logins
        secrets = context.persona.secrets
        fieldBytes = context.limits.fieldBytes
        line = TerminalLine(mostBytes: context.limits.pendingBytes)
    }

    /// A name was typed and its password is being waited for, or the rest of either.
    var unfinished: [UInt8] { (user.map { $0 + [0x0a] } ?? []) + line.line }

    /// Greets. `user` is a name the client has sent along: only its password is asked for.
    mutating func start(issue: ByteString, user: [UInt8]?, _ output: inout HoneypotOutput) {
        output.send(issue.flatMap { $0 == 0x0a ? [0x0d, 0x0a] : [$0] })
        if let user, !user.isEmpty {
            self.user = user
            output.send("Password: ")
        } else {
            output.send(prompt)
        }
    }

    mutating func take(_ byte: UInt8, _ output: inout HoneypotOutput) -> Step {
        var screen: [UInt8] = []
        let result = line.take(byte, echoes: user == nil, screen: &screen)
        output.send(screen)
        switch result {
        case .editing: return .waiting
        case .line(let text):
            guard let user else { return takeName(text, &output) }
            output.send("\r\n")
            return takePassword(text, of: user, &output)
        case .interrupted, .suspended, .endOfInput, .overflow: return .refused
        }
    }

    private mutating func takeName(_ text: [UInt8], _ output: inout HoneypotOutput) -> Step {
        let name = Array(text.drop { $0.isBlank })
        guard !name.isEmpty else {
            emptyNames += 1
            if emptyNames >= Self.mostEmptyNames { return .refused }
            output.send(prompt)
            return .waiting
        }
        user = name
        output.send("Password: ")
        return .waiting
    }

    private mutating func takePassword(_ password: [UInt8], of name: [UInt8], _ output: inout HoneypotOutput) -> Step {
        attempts += 1
        user = nil
        let isAccepted = policy.accepts(attempt: attempts, user: name, password: password)
        record(name, password, isAccepted, &output)
        if isAccepted { return .accepted(name) }
        output.pause(Self.failurePause)
        output.send("Login incorrect\r\n")
        if attempts >= Self.mostFailures { return .refused }
        output.send(prompt)
        return .waiting
    }

    private func record(_ name: [UInt8], _ password: [UInt8], _ isAccepted: Bool, _ output: inout HoneypotOutput) {
        var fields: EventFields = ["method": "password", "success": isAccepted ? "true" : "false"]
        fields.set("username", bytes: name.prefix(fieldBytes))
        fields.set("password", bytes: password.prefix(fieldBytes))
        if secrets.include(password) { fields["planted"] = "true" }
        if max(name.count, password.count) > fieldBytes { fields["truncated"] = "true" }
        output.record(.auth, fields)
    }
}
