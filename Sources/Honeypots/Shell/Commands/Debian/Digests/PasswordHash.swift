import Crypto

/// Hashes of passwords as crypt(3) writes them: the MD5 of FreeBSD (and Apache's) and the SHA of Ulrich Drepper's "Unix
/// crypt using SHA-256 and SHA-512".
enum PasswordHash {
    enum Method: Hashable, Sendable {
        case md5
        case apache
        case sha256
        case sha512

        var prefix: ByteString {
            switch self {
            case .md5: "$1$"
            case .apache: "$apr1$"
            case .sha256: "$5$"
            case .sha512: "$6$"
            }
        }
        /// Letters of a salt that count.
        var saltLetters: Int { self == .md5 || self == .apache ? 8 : 16 }
        /// What one costs, in the units of a shell's budget.
        var work: Int { self == .md5 || self == .apache ? 100_000 : 500_000 }
    }

    static let alphabet = Array("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    /// Bytes of a password that are looked at.
    private static let mostBytes = 256

    static func text(_ password: ByteString, salt: ByteString, _ method: Method) -> ByteString {
        let salt = ByteString(salt.prefix(method.saltLetters))
        let password = Array(password.bytes.prefix(mostBytes))
        let hash: ByteString =
            switch method {
            case .md5, .apache: md5(password, salt.bytes, Array(method.prefix.bytes))
            case .sha256:
                sha(password, salt.bytes, size: 32, order: order256) { Array(SHA256.hash(data: $0)) }
            case .sha512:
                sha(password, salt.bytes, size: 64, order: order512) { Array(SHA512.hash(data: $0)) }
            }
        return "\(method.prefix)\(salt)$\(hash)"
    }

    /// Six bits a letter, the lowest first.
    private static func letters(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { alphabet[Int(value >> UInt32($0 * 6) & 63)] }
    }

    /// Groups of three bytes, the rest alone.
    private static func encoded(_ digest: [UInt8], _ order: [[Int]]) -> ByteString {
        ByteString(
            order.flatMap { group in
                let value = group.reduce(0 as UInt32) { $0 << 8 | ($1 < 0 ? 0 : UInt32(digest[$1])) }
                let count = group.filter { $0 >= 0 }.count
                return letters(value, (count * 8 + 5) / 6)
            })
    }

    private static func md5(_ password: [UInt8], _ salt: [UInt8], _ magic: [UInt8]) -> ByteString {
        func hash(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.MD5.hash(data: bytes)) }
        let other = hash(password + salt + password)
        var input = password + magic + salt
        for start in stride(from: 0, to: password.count, by: 16) {
            input += other.prefix(min(16, password.count - start))
        }
        var count = password.count
        while count > 0 {
            input.append(count & 1 == 1 ? 0 : password.first ?? 0)
            count >>= 1
        }
        var digest = hash(input)
        for round in 0..<1000 {
            var bytes = round & 1 == 1 ? password : digest
            if round % 3 != 0 { bytes += salt }
            if round % 7 != 0 { bytes += password }
            bytes += round & 1 == 1 ? digest : password
            digest = hash(bytes)
        }
        return encoded(digest, [[0, 6, 12], [1, 7, 13], [2, 8, 14], [3, 9, 15], [4, 10, 5], [-1, -1, 11]])
    }

    private static func sha(
        _ password: [UInt8], _ salt: [UInt8], size: Int, order: [[Int]], _ hash: ([UInt8]) -> [UInt8]
    ) -> ByteString {
        func stretched(_ digest: [UInt8], to count: Int) -> [UInt8] {
            Array((0..<(count + size - 1) / size).flatMap { _ in digest }.prefix(count))
        }
        let other = hash(password + salt + password)
        var input = password + salt + stretched(other, to: password.count)
        var count = password.count
        while count > 0 {
            input += count & 1 == 1 ? other : password
            count >>= 1
        }
        var digest = hash(input)
        let repeated = stretched(
            hash((0..<password.count).flatMap { _ in password }), to: password.count)
        let salted = stretched(
            hash((0..<16 + Int(digest.first ?? 0)).flatMap { _ in salt }), to: salt.count)
        for round in 0..<5000 {
            var bytes = round & 1 == 1 ? repeated : digest
            if round % 3 != 0 { bytes += salted }
            if round % 7 != 0 { bytes += repeated }
            bytes += round & 1 == 1 ? digest : repeated
            digest = hash(bytes)
        }
        return encoded(digest, order)
    }

    private static let order256: [[Int]] =
        [
            [0, 10, 20], [21, 1, 11], [12, 22, 2], [3, 13, 23], [24, 4, 14], [15, 25, 5], [6, 16, 26], [27, 7, 17],
            [18, 28, 8], [9, 19, 29], [-1, 31, 30],
        ]

    /// Each group is the one before, moved by one and turned.
    private static let order512: [[Int]] =
        (0..<21).map { index in
            let group = [index, index + 21, index + 42]
            return (0..<3).map { group[($0 + index) % 3] }
        } + [[-1, -1, 63]]
}
