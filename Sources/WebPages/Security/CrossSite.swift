/// Tells forms of our own pages from those of others, which a visitor's browser could be made to send here without the
/// visitor's will. No cookie and no token is needed: browsers say themselves where a request comes from.
package enum CrossSite {
    /// Whether a request that changes something comes from a page of another site.
    ///
    /// `Sec-Fetch-Site` (Fetch Metadata §2.4) is what browsers send over TLS and to this machine; elsewhere there is `Origin`
    /// (RFC 6454 §7), which every form that is posted has. Whoever sends neither is no browser and acts for nobody else.
    ///
    /// - Parameter host: the host and port that the request was made to.
    package static func isForgery(fetchSite: String?, origin: String?, host: String?) -> Bool {
        if let fetchSite { return fetchSite != "same-origin" && fetchSite != "none" }
        guard let origin else { return false }
        // An origin that is hidden, "null", is another one.
        guard let host, let scheme = origin.firstRange(of: "://") else { return true }
        let isWeb = origin[..<scheme.lowerBound] == "https" || origin[..<scheme.lowerBound] == "http"
        return !isWeb || origin[scheme.upperBound...].lowercased() != host.lowercased()
    }
}
