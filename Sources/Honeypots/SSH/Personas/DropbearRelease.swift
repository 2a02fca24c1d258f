/// Releases of dropbear that very many devices have, and what each offers.
enum DropbearRelease: String, CaseIterable, Sendable {
    case v2012 = "2012.55"
    case v2014 = "2014.63"
    case v2015 = "2015.71"
    case v2017 = "2017.75"

    /// The one that was current when firmware of that year was built.
    init(firmwareYear year: Int) {
        self = year < 2014 ? .v2012 : year < 2016 ? .v2014 : year < 2018 ? .v2015 : .v2017
    }

    var keyExchanges: [String] {
        let groups = ["diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"]
        let curves = [
            "curve25519-sha256@libssh.org", "ecdh-sha2-nistp521", "ecdh-sha2-nistp384", "ecdh-sha2-nistp256",
        ]
        // A name that says that its guesses are taken differently.
        let guess = ["kexguess2@matt.ucc.asn.au"]
        return switch self {
        case .v2012: groups.reversed()
        case .v2014: curves + groups.reversed() + guess
        case .v2015, .v2017: curves + groups + guess
        }
    }

    var ciphers: [String] {
        switch self {
        case .v2012, .v2014: ["aes128-ctr", "3des-ctr", "aes256-ctr", "aes128-cbc", "3des-cbc", "aes256-cbc"]
        case .v2015, .v2017: ["aes128-ctr", "aes256-ctr", "aes128-cbc", "aes256-cbc", "3des-ctr", "3des-cbc"]
        }
    }

    var macs: [String] {
        switch self {
        case .v2012, .v2014: ["hmac-sha1-96", "hmac-sha1", "hmac-md5"]
        case .v2015, .v2017: ["hmac-sha1-96", "hmac-sha1", "hmac-sha2-256", "hmac-sha2-512", "hmac-md5"]
        }
    }
}
