import APIClient
import IPNetworks
import ThreatModel

/// What the server said of addresses within the last minutes. Each question costs lookups of the key, so that the same one is
/// not asked twice.
actor ServerChecks {
    private var checks: [IPAddress: ServerCheck] = [:]
    private var asking: Set<IPAddress> = []

    /// An answer is shown for so long.
    static let keptFor = Duration.seconds(600)
    /// Answers that are kept; the oldest goes first.
    static let most = 64
    /// Lookups of the key that a question costs: the check and its reasons.
    static let lookups = 2
    /// Questions at the same time.
    static let mostAsking = 4

    func check(of address: IPAddress, at now: Timestamp) -> ServerCheck? {
        guard let check = checks[address], now.since(check.asked.time) < Self.keptFor, now >= check.asked.time else {
            return nil
        }
        return check
    }

    /// Asks the server, unless that was done within the last minutes.
    func ask(_ address: IPAddress, _ client: APIClient, at now: Timestamp) async throws(ServerCheckProblem) {
        guard check(of: address, at: now) == nil else { return }
        guard asking.count < Self.mostAsking, asking.insert(address).inserted else { throw .busy }
        defer { asking.remove(address) }
        do throws(APIError) {
            let check = try await client.check(address)
            var (explanation, missing): (ExplainAnswer?, String?) = (nil, nil)
            do throws(APIError) {
                explanation = try await client.explain(address)
            } catch {
                missing = "\(error)"
            }
            keep(ServerCheck(check, explanation, reasonsMissing: missing, asked: Moment(now)), of: address)
        } catch {
            throw .server(error)
        }
    }

    func keep(_ check: ServerCheck, of address: IPAddress) {
        if checks.count >= Self.most, checks[address] == nil,
            let oldest = checks.min(by: { $0.value.asked.time < $1.value.asked.time })
        {
            checks[oldest.key] = nil
        }
        checks[address] = check
    }
}

/// Why the server's word is missing.
enum ServerCheckProblem: Error, CustomStringConvertible {
    /// It is being asked already, for this address or for several others.
    case busy
    case server(APIError)

    var description: String {
        switch self {
        case .busy: "the server is being asked already; look again in a moment"
        case .server(let error): "\(error)"
        }
    }
}
