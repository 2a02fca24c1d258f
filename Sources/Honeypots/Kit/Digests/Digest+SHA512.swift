import Crypto

/// The larger ones of FIPS 180-4, as swift-crypto has them.
extension Digest {
    static func sha512(_ message: some Collection<UInt8>) -> [UInt8] { Array(SHA512.hash(data: Array(message))) }
    static func sha384(_ message: some Collection<UInt8>) -> [UInt8] { Array(SHA384.hash(data: Array(message))) }
}
