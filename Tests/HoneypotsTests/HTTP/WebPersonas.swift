@testable import Honeypots

/// A persona of each look.
enum WebPersonas {
    static func seed(_ site: WebSite) -> UInt64 {
        (0..<200).first { Persona(seed: $0).website.site == site } ?? 0
    }

    static func persona(_ site: WebSite) -> Persona { Persona(seed: seed(site)) }
}
