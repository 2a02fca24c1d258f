package import Geolocation
package import IPNetworks
package import ThreatModel

/// How a server is set up.
package struct ThreatAPIConfiguration: Sendable {
    /// Where it listens; port 0 takes any free one.
    package var host = "127.0.0.1"
    package var port = 7063
    /// The folder for everything that lasts; created, for its owner only, when it is not there.
    package var dataFolder: String
    /// The address under which clients reach the server, for texts that name it.
    package var publicBaseURL: String?
    /// Of the program, for scripts that say which server they are from.
    package let version: String
    package var tiers = Tier.defaults
    /// The operator's own networks: what comes from them is stored, never scored or listed.
    package var ownNetworks: [IPPrefix] = []
    /// Which files say where addresses are and whose they are.
    package var places = PlaceConfiguration()
    /// Which lists of known benign networks count.
    package var knownNetworks = KnownNetworkConfiguration()
    /// A folder with rule files of the operator's own, each of which ends in `.yaml`.
    package var ruleFolder: String?
    /// An address without activity for so many days is forgotten; raw events and reports are deleted after as many.
    package var retentionDays = 30
    /// Changes kept for clients that come back.
    package var feedLength = 500_000
    /// Whether `/metrics` is answered to other machines too.
    package var metricsAreOpen = false
    /// Connections at once; more wait until one is closed.
    package var maximumConnections = 10_000
    /// Whether those who hold an address may appeal: the server then asks addresses on the Internet for their proof.
    package var takesAppeals = true
    package var alerts = AlertConfiguration()
    /// What the files that visitors left may take.
    package var blobs = BlobLimits()
    package var connections = ConnectionLimits()
    package var admission = AdmissionConfiguration()
    package var balancers = BalancerConfiguration()
    /// `nil`: no TLS.
    package var tls: TLSFiles?
    package var dnsbl = DNSBLConfiguration()
    /// `nil`: no access log.
    package var accessLog: AccessLogConfiguration?

    /// From the signal to stop until no more connections are taken: as long as balancers need to notice that `/readyz`
    /// says no.
    package var drainDelay = Duration.zero
    /// From then to the end, whatever clients do.
    package var shutdownLimit = Duration.seconds(5)

    package init(dataFolder: String, version: String = "0") {
        self.dataFolder = dataFolder
        self.version = version
    }

    /// The store's file. Other processes may work on it while a server runs.
    package var storeFile: String { dataFolder + "/sikker.sqlite" }
}
