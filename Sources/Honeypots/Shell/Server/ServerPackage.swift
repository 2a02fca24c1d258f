/// An installed package of the distribution: facts of its control file.
struct ServerPackage: Hashable, Sendable {
    let name: String
    let version: String
    let architecture: String
    let sizeKiB: Int

    /// The same package, updated or not yet.
    func at(_ version: String) -> Self {
        Self(name: name, version: version, architecture: architecture, sizeKiB: sizeKiB)
    }

    /// Every package of the stock, by name.
    static let all: [Self] = {
        guard let resource = EmbeddedResources.files.first(where: { $0.name == "bullseye.packages" }) else { return [] }
        return resource.text.description.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 4 else { return nil }
            return Self(
                name: String(words[0]), version: String(words[1]), architecture: String(words[2]),
                sizeKiB: Int(words[3]) ?? 0)
        }
    }()
}
