/// A person's account on the server.
package struct PersonaUser: Hashable, Sendable {
    /// "mkedoran".
    package let name: String
    package let uid: Int
    /// What stands in the comment field of /etc/passwd.
    package let fullName: String

    private static let firstNames = [
        "Adrian", "Agnes", "Alba", "Andrej", "Anja", "Bastian", "Carla", "Chen", "Clara", "Dario", "Deepa", "Elena",
        "Emil", "Erik", "Fatma", "Filip", "Greta", "Hana", "Henrik", "Ines", "Iris", "Ivan", "Jana", "Jorge", "Julia",
        "Kamal", "Karin", "Lars", "Lena", "Luca", "Magda", "Marek", "Mei", "Milan", "Nadia", "Nils", "Olga", "Omar",
        "Paula", "Pavel", "Petra", "Rafael", "Rosa", "Sanna", "Simon", "Sofia", "Tarik", "Tomas", "Vera", "Yusuf",
    ]

    init(uid: Int, _ generator: inout SeededGenerator) {
        let first = generator.pick(from: Self.firstNames) ?? ""
        let last = InventedName.word(syllables: 3, &generator)
        name = first.prefix(1).lowercased() + last
        fullName = first + " " + last.prefix(1).uppercased() + last.dropFirst()
        self.uid = uid
    }
}
