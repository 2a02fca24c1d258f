import IPNetworks

/// PLACE
enum SpecialPurpose {
    static func isListable(_ address: IPAddress) -> Bool { true }
}
