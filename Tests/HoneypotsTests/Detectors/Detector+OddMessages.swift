@testable import Honeypots

/// Messages that come at the wrong time or are none: what OpenSSH 8.4p1 of Debian answers to each, as read from one.
extension Detector {
    /// How far the visit is when the message is sent.
    enum Moment: String, Sendable {
        /// Only version lines were exchanged.
        case greeted
        /// Keys are in use, and no service was asked for.
        case keyed
        /// The login's service runs.
        case login
        case session
    }

    enum Reply: Hashable, Sendable {
        case nothing
        case unimplemented
        case closed
        /// SSH_MSG_DISCONNECT with this text.
        case disconnect(String)
        /// The message with that number.
        case message(UInt8)

        init(_ messages: [[UInt8]], isClosed: Bool) {
            var reader = SSHReader((messages.first ?? []).dropFirst())
            switch messages.first?.first {
            case 1:
                _ = reader.uint32()
                self = .disconnect(reader.text() ?? "")
            case 3: self = .unimplemented
            case .some(let number): self = .message(number)
            case nil: self = isClosed ? .closed : .nothing
            }
        }
    }

    private struct OddCase: Sendable {
        var moment: Moment
        var bytes: [UInt8]
        var reply: Reply
    }

    /// Messages with these numbers and that body, each at all of these moments.
    private static func each(
        _ numbers: [UInt8], _ body: [UInt8] = [], at moments: [Moment], _ reply: Reply
    ) -> [OddCase] {
        var cases: [OddCase] = []
        for moment in moments {
            for number in numbers { cases.append(OddCase(moment: moment, bytes: [number] + body, reply: reply)) }
        }
        return cases
    }

    private static func odd(
        _ name: String, _ cases: [OddCase]...
    ) -> Self {
        Self(name, "OpenSSH 8.4p1") { stage, clues in
            for one in cases.joined() {
                var client: SSHTestClient
                switch one.moment {
                case .greeted:
                    client = stage.connect()
                    try client.greetBack()
                case .keyed:
                    client = stage.connect()
                    try client.exchangeKeys()
                case .login: client = try stage.connectToLogin()
                case .session: client = try stage.logIn()
                }
                client.forgetMessages()
                try client.send(one.bytes)
                let reply = Reply(client.messages, isClosed: client.isClosed)
                clues.expect(reply == one.reply, "\(one.bytes.prefix(12)) when \(one.moment.rawValue): \(reply)")
            }
        }
    }

    private static let later: [Moment] = [.keyed, .login, .session]
    private static let always: [Moment] = [.greeted, .keyed, .login, .session]
    /// A channel's number that nobody has, and what could be a text of one letter.
    private static let nine: [UInt8] = [0, 0, 0, 9, 0, 0, 0, 1, 0x78, 0]

    private static func stray(_ number: UInt8, _ text: String) -> [OddCase] {
        each([number], nine, at: [.session], .disconnect(text))
    }

    private static func halved(_ number: UInt8, _ what: String) -> [OddCase] {
        each([number], at: [.session], .disconnect("Invalid \(what) message"))
    }

    private static func service(_ name: String) -> [OddCase] {
        var body = SSHWriter()
        body.append(name)
        return each([5], body.bytes, at: [.keyed], .disconnect("bad service request \(name)"))
    }

    static let oddMessages: [Self] = [
        odd(
            "Numbers that are none end the visit by name",
            each([0], at: always, .disconnect("Invalid ssh2 packet type: 0")),
            each([192], at: always, .disconnect("Invalid ssh2 packet type: 192")),
            each([255], at: always, .disconnect("Invalid ssh2 packet type: 255"))),
        odd(
            "Unknown messages are not implemented",
            each([6, 7, 21, 30, 49, 51, 52, 60, 61, 127], at: later, .unimplemented)),
        odd(
            "Before the keys nobody speaks of services",
            each([5, 6, 7, 21, 30, 31, 34, 49], at: [.greeted], .unimplemented),
            each([50, 60, 80, 90, 94, 98, 127, 191], at: [.greeted], .closed)),
        odd(
            "Services wait for their turn", each([80, 90, 94, 98], at: [.keyed, .login], .unimplemented),
            each([50], at: [.keyed], .unimplemented), each([50], nine, at: [.session], .unimplemented)),
        odd(
            "What may be ignored is, and half of it is not", each([2], at: always, .nothing),
            each([3, 4], at: always, .closed), each([3], [0, 0, 0, 9], at: always, .nothing)),
        odd(
            "Channels that do not exist are named",
            stray(91, "open confirmation packet referred to nonexistent channel 9"),
            stray(92, "open failure packet referred to nonexistent channel 9"),
            stray(94, "data packet referred to nonexistent channel 9"),
            stray(95, "extended data packet referred to nonexistent channel 9"),
            stray(96, "ieof packet referred to nonexistent channel 9"),
            stray(97, "oclose packet referred to nonexistent channel 9"),
            stray(98, "server_input_channel_req: unknown channel 9"),
            each([93, 99, 100], nine, at: [.session], .nothing)),
        odd(
            "Channel messages without a channel are called invalid", halved(91, "open confirmation"),
            halved(92, "open failure"), halved(93, "window adjust"), halved(94, "data"), halved(95, "extended data"),
            halved(96, "ieof"), halved(97, "oclose"), each([80, 90, 98], at: [.session], .closed),
            each([81, 82, 99, 100], at: [.session], .nothing)),
        odd(
            "A proposal that is none is not answered",
            each([20], [UInt8](repeating: 0x78, count: 30), at: [.greeted, .session], .closed)),
        odd("Only the login is a service", service("ssh-connection"), service("ssh-foo")),
        Self("Strict key exchange takes nothing in between", "OpenSSH, PROTOCOL §1.10") { stage, clues in
            for (number, reply) in [
                (2, Reply.disconnect("strict KEX violation: unexpected packet type 2 (seqnr 1)")), (50, .closed),
            ] as [(UInt8, Reply)] {
                var client = stage.connect()
                let isStrict = try client.greet().proposal.keyExchanges.contains("kex-strict-s-v00@openssh.com")
                try client.greetBack()
                var proposal = SSHTestClient.proposal
                proposal.keyExchanges.append("kex-strict-c-v00@openssh.com")
                try client.send(proposal.message(cookie: [UInt8](repeating: 1, count: 16)))
                client.forgetMessages()
                try client.send([number, 0, 0, 0, 1, 0x78])
                let found = Reply(client.messages, isClosed: client.isClosed)
                let expected = isStrict || number != 2 ? reply : .nothing
                clues.expect(found == expected, "\(number): \(found)")
            }
        },
        Self("Nothing in common ends without a word", "OpenSSH 8.4p1") { stage, clues in
            let lists: [WritableKeyPath<SSHProposal, [String]>] = [
                \.keyExchanges, \.hostKeys, \.ciphersIn, \.macsOut, \.compressionsIn,
            ]
            for change in lists {
                var client = stage.connect()
                try client.greetBack()
                var proposal = SSHTestClient.proposal
                proposal[keyPath: change] = ["none-such"]
                try client.send(proposal.message(cookie: [UInt8](repeating: 1, count: 16)))
                // What is wrong is found with the proposal; the farewell is not flushed.
                try client.send([2, 0, 0, 0, 0])
                client.forgetMessages()
                clues.expect(client.isClosed, "goes on")
            }
        },
    ]
}
