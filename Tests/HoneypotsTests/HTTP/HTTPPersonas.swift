@testable import Honeypots

/// Personas by what their web server is.
enum HTTPPersonas {
    /// The first persona whose server is that product, in one of these versions.
    static func persona(_ product: HTTPServer.Product, versions: [String] = []) -> Persona {
        for seed in UInt64(0)..<2_000 {
            let persona = Persona(seed: seed)
            let server = persona.scene(HTTPScene.self).server
            if server.product == product, versions.isEmpty || versions.contains(server.version) { return persona }
        }
        return Persona(seed: 0)
    }

    static let apache = persona(.apache)
    static let nginx = persona(.nginx, versions: ["1.22.1"])
    static let boa = persona(.boa)
}
