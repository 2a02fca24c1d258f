/// What a company does, in a few words.
struct Trade: Sendable {
    let noun: String
    let verb: String
    private let goods: [String]

    init(_ generator: inout SeededGenerator) {
        (noun, verb, goods) =
            generator.pick(from: Self.all) ?? ("repairs", "repair machines", ["pumps", "motors", "gears"])
    }

    private static let all: [(String, String, [String])] = [
        ("joinery", "build furniture", ["kitchens", "stairs", "doors", "shop fittings"]),
        ("logistics", "move goods", ["pallets", "chilled food", "spare parts", "whole offices"]),
        ("accounting", "keep books", ["payroll", "annual accounts", "tax returns"]),
        ("plumbing", "lay pipes", ["bathrooms", "boilers", "heat pumps", "drains"]),
        ("printing", "print", ["brochures", "labels", "posters", "packaging"]),
        ("translations", "translate", ["contracts", "manuals", "websites", "patents"]),
        ("gardening", "plan and plant gardens", ["hedges", "ponds", "roof gardens", "playgrounds"]),
        ("electronics", "develop electronics", ["sensors", "power supplies", "test benches"]),
        ("wine trade", "import wine", ["Rieslings", "Barberas", "old vintages"]),
        ("roofing", "mend roofs", ["slate", "gutters", "skylights", "solar panels"]),
        ("software", "write software", ["warehouse systems", "web shops", "interfaces", "apps"]),
        ("metalwork", "weld and turn", ["railings", "gates", "machine parts"]),
    ]

    func sentence(_ generator: inout SeededGenerator) -> String {
        let first = generator.pick(from: goods) ?? "", second = generator.pick(from: goods) ?? ""
        return generator.pick(
            "Among other things: \(first), \(second).", "Ask for \(first).",
            "Most customers come for \(first) and stay for \(second).", "New this year: \(first).",
            "\(first.capitalizedWord) are what we like best.")
    }
}
