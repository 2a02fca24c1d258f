/// Every integration there is. A new one is its folder, its files under `Resources/`, and one line here.
package enum IntegrationRegistry {
    package static let all: [Integration] = [
        .fail2ban,
        .csf,
        .ipset,
        .nginx,
    ]

    package static func integration(_ id: some StringProtocol) -> Integration? { all.first { $0.id == id } }
}
