import APIClient
import Settings
import Store
import ThreatAPI
import ThreatModel

/// The keys of `sikker up`: made at the first start, kept in files that only their owner reads.
struct UpCredentials: Sendable {
    let sensorToken: Credential
    let guardKey: String
    /// At least one was made just now.
    let areNew: Bool

    static func prepare(in folder: UpFolder, on server: ThreatAPIConfiguration) async throws -> UpCredentials {
        let files = [folder.clientKey, folder.sensorToken, folder.guardKey]
        let missing = files.filter { !SecretFile.exists($0) }
        if !missing.isEmpty {
            try await Administration.onStore(of: server, actor: OperatingSystemUser.name) { administration in
                for file in missing {
                    let created =
                        switch file {
                        case folder.sensorToken: try await administration.createSensorToken(name: "this machine")
                        case folder.guardKey:
                            try await administration.createKey(tier: Tier.operatorID, label: "guard of this machine")
                        default: try await administration.createKey(tier: Tier.operatorID, label: "first key")
                        }
                    do {
                        try SecretFile.write(created.secret.text, to: file)
                    } catch {
                        // Nobody will ever know this secret.
                        try await administration.disableCredential(created.credential.id)
                        throw error
                    }
                }
            }
        }
        return UpCredentials(
            sensorToken: try Credential(try SecretFile.read(folder.sensorToken)),
            guardKey: try SecretFile.read(folder.guardKey), areNew: missing.contains(folder.clientKey))
    }
}
