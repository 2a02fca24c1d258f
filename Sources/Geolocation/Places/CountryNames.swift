/// The English short names of countries, from `Resources/countries.tsv`.
enum CountryNames {
    /// By ``CountryCode/rawValue``.
    static let all: [String?] = {
        var names = [String?](repeating: nil, count: Int(CountryCode.most) + 1)
        for file in EmbeddedResources.files where file.name == "countries.tsv" {
            for line in file.text.description.split(separator: "\n") {
                let fields = line.split(separator: "\t")
                guard fields.count == 2, let code = CountryCode(fields[0]) else { continue }
                names[Int(code.rawValue)] = String(fields[1])
            }
        }
        return names
    }()
}
