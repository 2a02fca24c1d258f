import IPNetworks
import ThreatModel

// MARK: - Alerts

extension MemoryTransaction {
    func alertVersion() -> UInt64 { state.alertVersion }

    func enabledAlerts() -> [StoredAlert] { state.alerts.filter(\.isEnabled) }

    func alerts(of account: Int64) -> [StoredAlert] { state.alerts.filter { $0.account == account } }

    func alert(_ id: Int64) -> StoredAlert? { state.alerts.first { $0.id == id } }

    func alertCounts(of account: Int64) -> [AlertKind: Int] {
        Dictionary(grouping: alerts(of: account), by: \.kind).mapValues(\.count)
    }

    func alertExamples(of alert: Int64) -> [AlertExample] { state.alertExamples[alert] ?? [] }

    func createAlert(_ alert: NewAlert, at now: Timestamp) throws -> StoredAlert {
        let existing = state.alerts.first {
            $0.account == alert.account && $0.kind == alert.kind && $0.subject == alert.subject
        }
        if let existing { throw StoreError.alertExists(existing.id) }
        state.lastAlert += 1
        let stored = StoredAlert(id: state.lastAlert, new: alert, at: now)
        state.alerts.append(stored)
        state.alertVersion += 1
        return stored
    }

    func changeAlert(_ id: Int64, label: String?, isEnabled: Bool, emailNotifications: Bool) throws {
        let index = try indexOfAlert(id)
        state.alerts[index].label = label
        state.alerts[index].isEnabled = isEnabled
        state.alerts[index].emailNotifications = emailNotifications
        state.alertVersion += 1
    }

    func removeAlert(_ id: Int64) throws {
        state.alerts.remove(at: try indexOfAlert(id))
        state.alertExamples[id] = nil
        state.alertAddresses[id] = nil
        state.alertVersion += 1
    }

    func recordMatches(_ matches: AlertMatches) {
        guard let index = state.alerts.firstIndex(where: { $0.id == matches.alert }) else { return }
        var alert = state.alerts[index]
        let room = max(0, StoredAlert.maximumExamples - alert.pending)
        state.alertExamples[alert.id, default: []] += matches.examples.prefix(room)
        for address in matches.addresses {
            let known = state.alertAddresses[alert.id]?[address]
            if known == nil { alert.uniqueMatches += 1 }
            state.alertAddresses[alert.id, default: [:]][address] = max(known ?? matches.lastAt, matches.lastAt)
        }
        alert.matchCount += matches.count
        alert.pending += matches.count
        alert.lastMatchedAt = max(alert.lastMatchedAt ?? matches.lastAt, matches.lastAt)
        state.alerts[index] = alert
    }

    private func indexOfAlert(_ id: Int64) throws -> Int {
        guard let index = state.alerts.firstIndex(where: { $0.id == id }) else { throw StoreError.noSuchAlert(id) }
        return index
    }
}

// MARK: - Deliveries

extension MemoryTransaction {
    func setAccountEmail(_ account: Int64, to email: String?) throws {
        guard let index = state.accounts.firstIndex(where: { $0.id == account }) else {
            throw StoreError.noSuchAccount(account)
        }
        state.accounts[index].email = email
        state.identityVersion += 1
    }

    func webhook(of account: Int64) -> StoredWebhook? { state.webhooks[account] }

    func setWebhook(_ webhook: StoredWebhook?, of account: Int64) {
        state.webhooks[account] = webhook
        guard webhook == nil else { return }
        state.deliveries = state.deliveries.filter { $0.value.account != account || $0.value.channel != .webhook }
    }

    func noteWebhookAttempt(of account: Int64, at now: Timestamp, error: String?) {
        state.webhooks[account]?.lastAttemptAt = now
        state.webhooks[account]?.lastError = error
    }

    func awaitedDigests(byMail: Bool, limit: Int) -> [AwaitedDigest] {
        let mailed = Set(byMail ? state.accounts.filter { $0.email != nil }.map(\.id) : [])
        let disabled = Set(state.accounts.filter { $0.disabledAt != nil }.map(\.id))
        let waiting = state.alerts.filter { alert in
            alert.pending > 0 && !disabled.contains(alert.account)
                && (state.webhooks[alert.account] != nil || mailed.contains(alert.account) && alert.emailNotifications)
        }
        let sorted = Set(waiting.map(\.account)).map { account in
            AwaitedDigest(account: account, lastDigestAt: state.lastDigests[account])
        }.sorted {
            ($0.lastDigestAt?.milliseconds ?? 0, $0.account) < ($1.lastDigestAt?.milliseconds ?? 0, $1.account)
        }
        return Array(sorted.prefix(limit))
    }

    func settleAlerts(_ ids: [Int64], of account: Int64, at now: Timestamp) {
        for index in state.alerts.indices
        where ids.contains(state.alerts[index].id) && state.alerts[index].account == account {
            state.alerts[index].pending = 0
            state.alerts[index].totalAlerts += 1
            state.alerts[index].lastAlertedAt = now
            state.alertExamples[state.alerts[index].id] = nil
        }
        state.lastDigests[account] = now
    }

    func deliveries(limit: Int) -> [StoredDelivery] {
        let sorted = state.deliveries.values.sorted { ($0.nextAttemptAt, $0.id) < ($1.nextAttemptAt, $1.id) }
        return Array(sorted.prefix(limit))
    }

    func insertDelivery(_ delivery: StoredDelivery) { state.deliveries[delivery.id] = delivery }

    func postponeDelivery(_ id: UUIDv7, to next: Timestamp, attempts: Int) {
        state.deliveries[id]?.nextAttemptAt = next
        state.deliveries[id]?.attempts = attempts
    }

    func removeDelivery(_ id: UUIDv7) { state.deliveries[id] = nil }
}

// MARK: - Names

extension MemoryTransaction {
    func username(_ name: String) -> UsernameSightings? {
        let known = state.usernames.filter { $0.key.name == name }
        guard let first = known.values.map(\.firstSeenAt).min(), let last = known.values.map(\.lastSeenAt).max() else {
            return nil
        }
        let sessions = known.values.reduce(into: [:]) { sum, one in sum.merge(one.sessions) { $0 + $1 } }
        return UsernameSightings(sessions: sessions, firstSeenAt: first, lastSeenAt: last)
    }

    func email(_ address: String) -> EmailSightings? { state.emails[address] }

    func addUsername(_ name: String, protocol: AttackProtocol, sessions: Int, first: Timestamp, last: Timestamp) {
        let key = MemoryState.UsernameKey(name: name, protocol: `protocol`)
        var known =
            state.usernames[key]
            ?? UsernameSightings(sessions: [:], firstSeenAt: first, lastSeenAt: last)
        known.sessions[`protocol`, default: 0] += sessions
        known.firstSeenAt = min(known.firstSeenAt, first)
        known.lastSeenAt = max(known.lastSeenAt, last)
        state.usernames[key] = known
    }

    func addEmail(_ address: String, messages: Int, first: Timestamp, last: Timestamp) {
        var known = state.emails[address] ?? EmailSightings(messages: 0, firstSeenAt: first, lastSeenAt: last)
        known.messages += messages
        known.firstSeenAt = min(known.firstSeenAt, first)
        known.lastSeenAt = max(known.lastSeenAt, last)
        state.emails[address] = known
    }

    func pruneNames(before cutoff: Timestamp, limit: Int) -> Int {
        var left = limit
        func takesOne(_ isOld: Bool) -> Bool {
            guard isOld, left > 0 else { return false }
            left -= 1
            return true
        }
        state.usernames = state.usernames.filter { !takesOne($0.value.lastSeenAt < cutoff) }
        state.emails = state.emails.filter { !takesOne($0.value.lastSeenAt < cutoff) }
        for (alert, addresses) in state.alertAddresses {
            state.alertAddresses[alert] = addresses.filter { !takesOne($0.value < cutoff) }
        }
        return limit - left
    }
}
