/// The `Accept` field (RFC 9110 §12.5.1), as far as it decides whether TAXII 2.1 is wanted.
enum TAXIIAccept {
    private static let types: Set<String> = [
        "*/*", "application/*", "application/json", "application/taxii+json", "application/stix+json",
    ]

    /// `nil`, no field, takes everything.
    static func allows(_ field: String?) -> Bool {
        guard let field, field.contains(where: { $0 != " " }) else { return true }
        return field.lowercased().split(separator: ",").contains { range in
            let parts = range.split(separator: ";").map { part in part.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
            }
            guard let type = parts.first, types.contains(type) else { return false }
            return parts.dropFirst().allSatisfy { parameter in
                if parameter.hasPrefix("version=") { return parameter == "version=2.1" }
                // A weight of zero refuses.
                if parameter.hasPrefix("q=") { return parameter.dropFirst(2).contains { $0 != "0" && $0 != "." } }
                return true
            }
        }
    }
}
