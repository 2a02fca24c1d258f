/// Methods by their names on the wire (RFC 4252 §5, §7, §8; RFC 4256).
enum SSHLoginMethod: String, Hashable, Sendable {
    case none
    case password
    case publicKey = "publickey"
    case keyboardInteractive = "keyboard-interactive"
}
