extension Evidence {
    /// Counts organisations that were joined since as one, as if they always had been.
    package mutating func join(_ organisations: Organisations) {
        guard !organisations.areApart else { return }
        for severity in witnesses.indices { witnesses[severity].lent.join(organisations) }
        voters.join(organisations)
        vettedVoters.join(organisations)
        echoes.join(organisations)
        guard votes.contains(where: { organisations[$0.organisation] != $0.organisation }) else { return }
        let old = votes
        votes = []
        for vote in old { add(vote.of(organisations[vote.organisation])) }
    }
}

extension RecentOrganisations {
    mutating func join(_ organisations: Organisations) {
        guard entries.contains(where: { organisations[$0.organisation] != $0.organisation }) else { return }
        let old = entries
        self = RecentOrganisations()
        for entry in old { note(organisations[entry.organisation], at: entry.last) }
    }
}
