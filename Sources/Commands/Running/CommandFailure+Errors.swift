import APIClient
import Blocklists
import Firewall
import Guard
import Sensor
import Settings
import Store
import ThreatAPI

extension CommandFailure {
    /// What a command ends with for what a module threw. Every module's errors describe themselves in a sentence.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as APIError: self.init(error.status, error.description)
        case let error as GuardError: self.init(error.status, error.description)
        case let error as ControlError: self.init(error.status, error.description)
        case let error as FirewallError: self.init(.firewall, error.description)
        case let error as SensorError: self.init(.configuration, error.description)
        case let error as ThreatAPIError: self.init(.configuration, error.description)
        case let error as AdministrationError: self.init(.usage, error.description)
        case let error as StoreError: self.init(error.status, error.description)
        case let error as SettingFault: self.init(.configuration, error.description)
        case let error as SecretFileError: self.init(.configuration, error.description)
        case let error as BlocklistError: self.init(.configuration, error.description)
        default: self.init(.negative, "\(error)")
        }
    }

    /// Runs a command's work, turning what it throws into the sentence and status the process ends with.
    static func translating<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension APIError {
    var status: ExitStatus {
        switch self {
        case .unauthorised, .forbidden, .quota: .access
        case .invalid, .rejected, .requestTooLarge: .usage
        case .unreachable, .timeout, .serverFault, .responseTooLarge, .notJSON, .cancelled: .network
        }
    }
}

extension StoreError {
    var status: ExitStatus {
        switch self {
        case .accountExists, .noSuchAccount, .noSuchCredential, .alertExists, .noSuchAlert: .usage
        case .closed, .full, .unusable, .newerSchema, .rejected, .engine: .configuration
        }
    }
}

extension ControlError {
    var status: ExitStatus {
        switch kind {
        case .wrong: .usage
        case .failed: .configuration
        case .starting, .unreachable: .negative
        }
    }
}

extension GuardError {
    var status: ExitStatus {
        switch self {
        case .setting, .storage: .configuration
        case .firewall, .host, .alreadyRunning: .firewall
        }
    }
}
