/// The owner of the persona's machines: an invented name that hostnames, domains and accounts share.
package struct Organisation: Hashable, Sendable {
    /// "Veltano".
    package let name: String
    /// "veltano.net", for what faces the public.
    package let domain: String
    /// "veltano.lan", for what does not.
    package let internalDomain: String

    init(_ generator: inout SeededGenerator) {
        let word = InventedName.word(syllables: 3, &generator)
        name = word.prefix(1).uppercased() + word.dropFirst()
        domain = word + "." + generator.pick("com", "net", "org", "eu", "io", "co", "info", "biz")
        internalDomain = word + "." + generator.pick("lan", "local", "internal", "intra", "corp", "home")
    }
}
