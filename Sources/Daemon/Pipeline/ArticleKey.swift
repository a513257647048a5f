import URLs

/// The normalised address that stands for an article: two spellings of one address are one article.
///
/// Scheme, host, port and dot segments are normalised (RFC 3986, section 6), the fragment and parameters that only say where the
/// reader came from are dropped. Everything else stays, since any other parameter may name the article.
enum ArticleKey {
    private static let trackingParameters: Set<String> = [
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid",
        "_hsenc", "_hsmi",
        "mkt_tok", "oly_anon_id", "oly_enc_id", "vero_id", "wickedid", "cmpid", "ocid", "ncid", "xtor", "s_cid",
        "at_medium",
        "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4",
    ]

    /// - Returns: nil for what is no http or https address.
    static func of(_ address: String) -> String? {
        guard let url = WebURL.parse(address), url.isWeb, let origin = url.origin else { return nil }
        let parameters = (url.query ?? "").split(separator: "&", omittingEmptySubsequences: true).filter {
            !isTracking($0)
        }
        return origin + url.path + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
    }

    private static func isTracking(_ parameter: Substring) -> Bool {
        let name = parameter.prefix { $0 != "=" }.lowercased()
        return name.hasPrefix("utm_") || trackingParameters.contains(name)
    }
}
