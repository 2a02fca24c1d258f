import Crypto

/// `t=<Unix seconds>,v1=<hexadecimal HMAC-SHA256>` over the seconds, a full stop, and the body.
///
/// The receiver computes the same with the webhook's secret, all of its text as the key, and refuses what is older than a
/// few minutes: then nobody else can have written it, and nobody can send it again later.
enum WebhookSignature {
    static func field(secret: String, seconds: Int64, body: [UInt8]) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: Array(secret.utf8)))
        code.update(data: Array("\(seconds).".utf8))
        code.update(data: body)
        let digits = Array("0123456789abcdef".utf8)
        let hexadecimal = code.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "t=\(seconds),v1=\(String(decoding: hexadecimal, as: UTF8.self))"
    }
}
