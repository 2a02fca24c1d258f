/// Names that can be spoken and belong to nobody.
package enum InventedName {
    private static let onsets = [
        "b", "br", "c", "d", "dr", "f", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "st", "t",
        "tr", "v", "w", "z",
    ]
    private static let vowels = ["a", "e", "i", "o", "u", "a", "e", "o", "ai", "ei", "ou"]
    private static let codas = ["", "", "", "n", "r", "l", "s", "m", "nd", "rt", "x"]

    /// A lower-case ASCII word. With two syllables there are some 10⁶ of them, with three 10¹⁰.
    package static func word(syllables: Int, _ generator: inout SeededGenerator) -> String {
        var word = ""
        for _ in 0..<syllables {
            word += onsets[generator.below(onsets.count)] + vowels[generator.below(vowels.count)]
        }
        return word + codas[generator.below(codas.count)]
    }
}
