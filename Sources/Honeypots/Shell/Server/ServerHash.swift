/// Password hashes that no password has: crypt(5) with SHA-512, as Debian 11 keeps them.
enum ServerHash {
    private static let alphabet = Array("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// "$6$", 16 characters of salt, "$", 86 of hash; the same for one name on one persona.
    static func of(_ name: ByteString, _ persona: Persona) -> ByteString {
        var generator = persona.generator(for: "password of " + name.text)
        let draw = { (count: Int) in
            ByteString((0..<count).map { _ in alphabet[generator.below(alphabet.count)] })
        }
        // The last character carries two bits of the 512.
        return "$6$" + draw(16) + "$" + draw(85) + ByteString([alphabet[generator.below(4)]])
    }
}
