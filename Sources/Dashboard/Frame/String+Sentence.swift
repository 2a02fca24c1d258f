/// Parts of sentences, as they stand by themselves and as they stand in others.
extension StringProtocol {
    var capitalised: String { prefix(1).uppercased() + dropFirst() }

    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }

    var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : String(self) }

    /// With a capital letter and a full stop.
    var asSentence: String { capitalised.withoutFullStop + "." }
}
