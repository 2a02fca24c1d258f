package import IPNetworks
package import ThreatModel

/// Where everything durable lives: identities, quotas, sessions, reports, the aggregate of every address, the change feed,
/// and alerts with their deliveries.
///
/// One protocol, several engines: SQLite for one machine, an in-memory reference for tests, others to come. Every engine
/// passes the same conformance suite. The store decides nothing: what detection, scoring and quotas mean is computed by
/// its callers, inside the transaction they are given.
package protocol Store: Sendable {
    /// Runs `body` in one transaction. Either all of its writes are durable when this returns (they survive kill -9 and
    /// power loss), or it throws and none happened.
    ///
    /// Transactions are serialised: their order is the order of the change feed. `body` runs on a thread of the store and
    /// may block it; it must not wait for anything but the store. An error that `body` throws comes out unchanged, one of
    /// the engine's as ``StoreError``. Once begun, a transaction is not stopped by the cancellation of the calling task.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any StoreTransaction) throws -> Result
    ) async throws -> Result

    /// Runs `body` on one consistent state of the store. Readers never wait for writers.
    func read<Result: Sendable>(_ body: @escaping @Sendable (any StoreReader) throws -> Result) async throws -> Result

    /// A number that differs whenever accounts or credentials may have changed, by this process or another one. Cheap
    /// enough to be asked several times a second.
    func identityVersion() async throws -> UInt64

    /// Finishes what is under way and releases files and threads. Later calls throw ``StoreError/closed``.
    func close() async
}

/// What can be asked of a store inside ``Store/read(_:)`` or ``Store/write(_:)``.
package protocol StoreReader {
    // MARK: Identities

    func accounts() throws -> [StoredAccount]
    func credentials() throws -> [StoredCredential]
    /// The newest deeds of administration, newest first.
    func deeds(limit: Int) throws -> [StoredDeed]

    // MARK: Quotas

    /// Units leased by that credential on that UTC day, by family. Families never used are absent.
    func quotaUse(of credential: Int64, day: Int64) throws -> [QuotaFamily: Int]

    // MARK: Words

    /// Every word that records refer to by number: the index is the number. Numbers never change.
    func words() throws -> [String]

    // MARK: Addresses

    func address(_ address: IPAddress) throws -> StoredAddress?
    /// Visits every address once without its evidence and without holding them all in memory; those of one family come
    /// in ascending order. `record` is valid only during the call.
    func forEachAddress(_ body: (_ address: IPAddress, _ record: UnsafeRawBufferPointer) throws -> Void) throws
    /// At most `limit` addresses that come after `previous` in the order of ``forEachAddress(_:)``; the first ones when
    /// that is `nil`.
    func addresses(after previous: IPAddress?, limit: Int) throws -> [StoredAddress]
    func addressCount() throws -> Int
    /// What detection remembers of an address over all its sessions, as detection encodes it; `nil` for nothing.
    func addressDetection(of address: IPAddress) throws -> [UInt8]?

    // MARK: Indicators

    /// 32 bytes drawn at random when the store was created, and never told to anyone: what the identifiers of indicators
    /// are derived with.
    func indicatorKey() throws -> [UInt8]

    // MARK: Sessions and reports

    func session(_ id: UUIDv7) throws -> StoredSession?
    /// The newest events of an address, newest first.
    func events(of address: IPAddress, limit: Int) throws -> [SessionEvent]
    /// Every event of a session, in the order of `seq`.
    func events(inSession id: UUIDv7) throws -> [SessionEvent]
    /// The newest reports about an address, newest first.
    func reports(about address: IPAddress, limit: Int) throws -> [StoredReport]

    // MARK: Raw evidence

    /// The sessions of an address with an event at or after `time`, newest first.
    func sessions(of address: IPAddress, since time: Timestamp, limit: Int) throws -> [StoredSession]
    /// Visits the events of a session in the order of `seq`, without those that another sensor or another visitor sent
    /// under its number, until `body` returns `false`.
    func forEachEvent(of session: StoredSession, _ body: (SessionEvent) throws -> Bool) throws
    /// Visits the reports about an address, newest first, until `body` returns `false`.
    func forEachReport(about address: IPAddress, _ body: (StoredReport) throws -> Bool) throws

    // MARK: Hunts

    /// What each behaviour asked for when stored sessions were last matched with it, by its name; empty when they never
    /// were.
    func huntedBehaviours() throws -> [String: UInt64]
    /// At most `limit` sessions that come after `previous` in the order of their ids; the first ones when that is `nil`.
    func sessions(after previous: UUIDv7?, limit: Int) throws -> [StoredSession]
    func sessionCount() throws -> Int
    /// The newest hunts, newest first.
    func hunts(limit: Int) throws -> [StoredHunt]
    /// What a hunt found, the highest confidence first, then by address.
    func findings(of hunt: Int64, limit: Int) throws -> [HuntFinding]

    // MARK: Trust

    /// What an account has earned and lost; nothing, when nothing is known of it.
    func trust(of account: Int64) throws -> StoredTrust
    func claim(by account: Int64, about address: IPAddress) throws -> StoredClaim?
    /// Visits the claims about an address, ascending by account, until `body` returns `false`.
    func forEachClaim(about address: IPAddress, _ body: (StoredClaim) throws -> Bool) throws
    /// At most `limit` claims about an address that are open, ascending by account.
    func openClaims(about address: IPAddress, limit: Int) throws -> [StoredClaim]
    /// At most `limit` open claims made at or before `time`, the earliest first.
    func openClaims(madeUpTo time: Timestamp, limit: Int) throws -> [StoredClaim]

    // MARK: Organisations

    /// A number that differs whenever accounts were joined.
    func organisationVersion() throws -> UInt64
    /// The accounts that belong to another one's organisation, ascending.
    func organisations() throws -> [StoredOrganisation]
    /// The networks noted of an account, in the order of their bytes.
    func submissionNetworks(of account: Int64) throws -> [IPPrefix]
    /// The smallest account of which a network is noted.
    func firstAccount(submittingFrom network: IPPrefix) throws -> Int64?

    // MARK: Change feed

    /// Drawn at random when the store was created, never 0; part of every cursor.
    func feedEpoch() throws -> UInt32
    /// The sequence number of the newest change; 0 when there was none yet.
    func lastSequence() throws -> UInt64
    /// The oldest sequence number after which the feed is still complete: a reader that stands before it must start anew.
    func oldestResumableSequence() throws -> UInt64
    /// Changes with a sequence number greater than `sequence`, ascending, without gaps.
    func changes(after sequence: UInt64, limit: Int) throws -> [StoredChange]

    // MARK: Alerts

    /// A number that differs whenever alerts were made, changed or removed; not when they matched.
    func alertVersion() throws -> UInt64
    /// Every alert that is enabled, whoever owns it.
    func enabledAlerts() throws -> [StoredAlert]
    /// The alerts of an account, in the order of their making.
    func alerts(of account: Int64) throws -> [StoredAlert]
    func alert(_ id: Int64) throws -> StoredAlert?
    /// How many alerts an account has. Kinds it has none of are absent.
    func alertCounts(of account: Int64) throws -> [AlertKind: Int]
    /// The examples among the matches that no digest told of yet, in the order of their coming.
    func alertExamples(of alert: Int64) throws -> [AlertExample]

    // MARK: Alert deliveries

    func webhook(of account: Int64) throws -> StoredWebhook?
    /// At most `limit` accounts, none of them disabled, that have something to be told and a way to be told it, those
    /// longest without a digest first. Mail is a way when `byMail`, for the alerts that want it.
    func awaitedDigests(byMail: Bool, limit: Int) throws -> [AwaitedDigest]
    /// At most `limit` deliveries, those due first first.
    func deliveries(limit: Int) throws -> [StoredDelivery]

    // MARK: Appeals

    func appeal(_ number: Int64) throws -> StoredAppeal?
    func appeal(id: [UInt8]) throws -> StoredAppeal?
    /// All appeals about an address, ended ones included, in the order of their making.
    func appeals(about address: IPAddress) throws -> [StoredAppeal]
    /// At most `limit` appeals in that state, the newest first.
    func appeals(in state: AppealState, limit: Int) throws -> [StoredAppeal]
    /// Appeals without proof that came from that network, in the order of their making.
    func openAppeals(from requester: IPPrefix) throws -> [StoredAppeal]
    /// The oldest appeal without proof when there are more than `count` of these.
    func oldestOpenAppeal(beyond count: Int) throws -> Int64?
    /// At most `limit` appeals about which something has to be done, the most urgent first.
    ///
    /// - Parameter areOpen: those without proof, or all others.
    func dueAppeals(at now: Timestamp, areOpen: Bool, limit: Int) throws -> [StoredAppeal]
    /// The history of an appeal, in the order in which it happened.
    func entries(ofAppeal number: Int64) throws -> [AppealEntry]

    // MARK: Names

    /// - Parameter name: in lower case.
    func username(_ name: String) throws -> UsernameSightings?
    /// - Parameter address: in lower case.
    func email(_ address: String) throws -> EmailSightings?
}

/// What can be changed inside ``Store/write(_:)``.
package protocol StoreTransaction: StoreReader {
    // MARK: Identities

    /// - Throws: ``StoreError/accountExists(_:)``
    func createAccount(name: String, trusted: Bool, at now: Timestamp) throws -> StoredAccount
    /// Switches an account off, which keeps the date it has when it is off already, or, with `nil`, on again.
    ///
    /// - Throws: ``StoreError/noSuchAccount(_:)``
    func setAccount(_ id: Int64, disabledAt: Timestamp?) throws
    /// - Throws: ``StoreError/noSuchAccount(_:)``
    func setAccount(_ id: Int64, trusted: Bool) throws
    func createCredential(_ credential: NewCredential, at now: Timestamp) throws -> StoredCredential
    /// A credential that is disabled already keeps its date.
    ///
    /// - Throws: ``StoreError/noSuchCredential(_:)``
    func disableCredential(_ id: Int64, at now: Timestamp) throws
    /// Where mail about the account's alerts goes; `nil` for nowhere.
    ///
    /// - Throws: ``StoreError/noSuchAccount(_:)``
    func setAccountEmail(_ account: Int64, to email: String?) throws
    /// - Parameter expiresAt: from when on it no longer works; `nil`: it always does.
    /// - Throws: ``StoreError/noSuchCredential(_:)``
    func setCredential(_ id: Int64, expiresAt: Timestamp?) throws
    /// Gives a credential another secret. Everything else about it stays: its id, its owner, what it used of its quota.
    ///
    /// - Parameters:
    ///   - validUntil: until when the secret it had works; those before that one end then at the latest.
    ///   - forgottenBefore: those that ended before this are forgotten.
    /// - Throws: ``StoreError/noSuchCredential(_:)``
    func replaceSecret(
        of id: Int64, hash: [UInt8], hint: String, validUntil: Timestamp, forgottenBefore: Timestamp
    ) throws -> StoredCredential
    /// Remembers who administered what. Only the newest ``StoredDeed/keptCount`` are kept.
    func record(_ deed: StoredDeed) throws

    // MARK: Quotas

    /// Leases up to `wanted` units of what `limit` leaves on that day and returns how many were granted, 0 included.
    /// `limit` nil is unlimited. The sum of all leases never exceeds the limit.
    func leaseQuota(
        of credential: Int64, family: QuotaFamily, day: Int64, wanted: Int, limit: Int?
    ) throws -> Int
    /// Gives back units of a lease that were not spent.
    func returnQuota(of credential: Int64, family: QuotaFamily, day: Int64, units: Int) throws

    // MARK: Words

    /// The number of a word, given to it now when it is new.
    func number(ofWord word: String) throws -> Int

    // MARK: Evidence

    /// Stores events whose id is new and returns, for each given event, whether it was.
    func insertEvents(_ events: [SessionEvent], sensor: Int64) throws -> [Bool]
    func saveSession(_ session: StoredSession) throws
    func insertReport(_ report: StoredReport) throws
    /// Deletes the reports about an address, those of one account when it is given. Returns how many went.
    func removeReports(about address: IPAddress, by account: Int64?) throws -> Int
    func saveAddress(_ address: StoredAddress) throws
    func removeAddress(_ address: IPAddress) throws
    /// Replaces what detection remembers of an address; `nil` removes it.
    func saveAddressDetection(_ state: [UInt8]?, of address: IPAddress, at now: Timestamp) throws

    // MARK: Trust

    func addTrust(_ trust: StoredTrust, to account: Int64) throws
    /// Adds a claim, or replaces the account's claim about that address.
    func saveClaim(_ claim: StoredClaim) throws
    /// Notes that a claim of the account about a network was confirmed; returns whether it was the first.
    func noteConfirmed(_ block: IPPrefix, of account: Int64) throws -> Bool
    /// Forgets claims made before `cutoff`: at most `limit` in one call. Returns how many went; fewer than `limit` means
    /// that nothing is left.
    func pruneClaims(before cutoff: Timestamp, limit: Int) throws -> Int

    // MARK: Organisations

    /// Says to which organisation accounts belong; the others stay where they are.
    func setOrganisations(_ organisations: [StoredOrganisation]) throws
    /// Notes that an account submits from a network.
    func addSubmissionNetwork(_ network: IPPrefix, of account: Int64) throws

    // MARK: Feed

    // MARK: Hunts

    func setHuntedBehaviours(_ fingerprints: [String: UInt64]) throws
    /// Stores a hunt in place of what was stored of it before, and forgets all but the newest ``StoredHunt/keptCount``.
    func saveHunt(_ hunt: StoredHunt) throws
    /// Remembers what a hunt found about an address, together with what it found about it before, unless it has found
    /// something about ``StoredHunt/maximumFindings`` others. Returns whether the address is new among them.
    func addFinding(_ finding: HuntFinding) throws -> Bool

    // MARK: The feed

    /// Appends to the feed and returns the change's sequence number: one more than the one before it, always.
    func appendChange(of address: IPAddress, from old: ListingFacts?, to new: ListingFacts?, at now: Timestamp) throws
        -> UInt64

    // MARK: Retention

    /// Deletes events, reports, sessions whose last event is older than `cutoff`, and the quota use of the days before
    /// its own: at most `limit` rows in one call. Returns how many went; fewer than `limit` means that nothing is left.
    func pruneRaw(before cutoff: Timestamp, limit: Int) throws -> Int
    /// Deletes all changes of the feed but the newest `count`, the oldest first: at most `limit` in one call. Returns how
    /// many went; fewer than `limit` means that nothing is left to delete.
    func pruneChanges(keeping count: Int, limit: Int) throws -> Int

    /// Forgets what detection remembers of addresses where it was last saved before `cutoff`, the oldest first: at most
    /// `limit` in one call. Returns how many went; fewer than `limit` means that nothing is left.
    func pruneAddressDetections(before cutoff: Timestamp, limit: Int) throws -> Int

    // MARK: Alerts

    /// - Throws: ``StoreError/alertExists(_:)`` when the account has one of that kind for that subject already.
    func createAlert(_ alert: NewAlert, at now: Timestamp) throws -> StoredAlert
    /// - Throws: ``StoreError/noSuchAlert(_:)``
    func changeAlert(_ id: Int64, label: String?, isEnabled: Bool, emailNotifications: Bool) throws
    /// - Throws: ``StoreError/noSuchAlert(_:)``
    func removeAlert(_ id: Int64) throws
    /// Counts matches of an alert, and keeps examples until ``StoredAlert/maximumExamples`` of them wait. An alert that is gone is
    /// passed over.
    func recordMatches(_ matches: AlertMatches) throws

    // MARK: Alert deliveries

    /// `nil` removes it, and with it the deliveries that have not arrived.
    func setWebhook(_ webhook: StoredWebhook?, of account: Int64) throws
    /// Nothing waits for these alerts any more: a digest tells of them.
    func settleAlerts(_ ids: [Int64], of account: Int64, at now: Timestamp) throws
    func insertDelivery(_ delivery: StoredDelivery) throws
    func postponeDelivery(_ id: UUIDv7, to next: Timestamp, attempts: Int) throws
    func removeDelivery(_ id: UUIDv7) throws
    /// How the last attempt to reach an account's webhook ended. One that was removed meanwhile is passed over.
    func noteWebhookAttempt(of account: Int64, at now: Timestamp, error: String?) throws

    // MARK: Appeals

    /// Returns it with the number it was given.
    func createAppeal(_ new: StoredAppeal) throws -> StoredAppeal
    /// Keeps how far an appeal has come; what it is about stays. One that is gone is passed over.
    func saveAppeal(_ appeal: StoredAppeal) throws
    /// Removes an appeal with its history.
    func removeAppeal(_ number: Int64) throws
    /// Continues the history of an appeal; the newest ``AppealEntry/keptCount`` entries are kept.
    func add(_ entry: AppealEntry, toAppeal number: Int64) throws
    /// Forgets appeals that were decided or expired before `cutoff`: at most `limit` in one call. Returns how many went.
    func pruneAppeals(before cutoff: Timestamp, limit: Int) throws -> Int

    // MARK: Names

    /// Adds sessions in which a name was tried.
    func addUsername(_ name: String, protocol: AttackProtocol, sessions: Int, first: Timestamp, last: Timestamp) throws
    /// Adds messages that were sent from or to an address.
    func addEmail(_ address: String, messages: Int, first: Timestamp, last: Timestamp) throws
    /// Forgets names, mail addresses and the matched addresses of ranges that were last seen before `cutoff`: at most
    /// `limit` rows in one call. Returns how many went; fewer than `limit` means that nothing is left.
    func pruneNames(before cutoff: Timestamp, limit: Int) throws -> Int
}
