import HTTPTypes
import Hummingbird

/// The cookie that a browser shows to be known.
///
/// Its name has the port in it, because browsers do not tell ports apart: whoever reaches several guards through tunnels stays
/// logged in at each. Over TLS it is a `__Host-` cookie, which no other host can set (RFC 6265bis §4.1.3.2).
struct SessionCookie {
    private let name: String
    private let isSecure: Bool

    /// Bytes of an id, and of a header field that is looked at.
    private static let mostBytes = 8192

    init(for authority: String?, isSecure: Bool) {
        let port = authority.flatMap { $0.split(separator: ":").last }.flatMap { UInt16($0) }.map { "_\($0)" } ?? ""
        name = (isSecure ? "__Host-" : "") + "sikker_guard" + port
        self.isSecure = isSecure
    }

    /// What the browser shows; `nil`: nothing.
    func id(in request: Request) -> String? {
        for field in request.headers[values: .cookie] where field.utf8.count <= Self.mostBytes {
            for pair in field.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                if pair.hasPrefix(name + "=") { return String(pair.dropFirst(name.utf8.count + 1)) }
            }
        }
        return nil
    }

    func setting(_ id: String) -> String { field(id, age: SessionTable.longest.components.seconds) }

    var removing: String { field("", age: 0) }

    private func field(_ id: String, age: Int64) -> String {
        "\(name)=\(id); Path=/; Max-Age=\(age); HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }
}
