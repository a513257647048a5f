import URLs

/// The normalised address that stands for an article: two spellings of one address are one article.
///
/// Normalised are scheme, host, port, dot segments and percent-encoding (RFC 3986, section 6); http and https of one host are
/// one site. The fragment goes, and so do parameters that only say where the reader came from, what only names another
/// presentation (`www.`, mobile, AMP, print; see `PageVariant`), and the order of the parameters. Everything else stays, since
/// any other parameter may name the article.
///
/// Whether a slash at the end matters only the site knows, so it stays: a redirect, a canonical address or the same text shows
/// that two keys are one article, and the ledger keeps it as an alias.
///
/// The key is never fetched; the address that the source gave is.
enum ArticleKey {
    /// - Returns: nil for what is no http or https address.
    static func of(_ address: String) -> String? {
        guard let url = WebURL.parse(address), url.isWeb, url.host != nil else { return nil }
        let page = PageVariant.unwrapped(url) ?? url
        guard let host = page.host else { return nil }
        return server(page, host) + path(page) + query(page)
    }

    /// The site that a key belongs to: what stands before its path.
    static func site(of key: String) -> Substring {
        guard let start = key.firstRange(of: "://")?.upperBound else { return key[...] }
        return key[..<(key[start...].firstIndex { $0 == "/" || $0 == "?" } ?? key.endIndex)]
    }

    /// With a port of its own, http and https are two servers.
    private static func server(_ url: WebURL, _ host: String) -> String {
        let host = PageVariant.mainHost(host)
        guard let port = url.port else { return "https://" + host }
        return "\(url.scheme)://\(host):\(port)"
    }

    private static func path(_ url: WebURL) -> String {
        let path = URLSpelling.normalised(url.path)
        return PageVariant.mainPath(URLSpelling.withoutSession(path))
    }

    private static func query(_ url: WebURL) -> String {
        let parameters = URLSpelling.normalised(url.query ?? "").split(separator: "&").map(QueryParameter.init)
            .filter { !$0.isTracking && !PageVariant.isVariant($0) }
        let sorted = parameters.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
        return sorted.isEmpty ? "" : "?" + sorted.map { String($0.element.text) }.joined(separator: "&")
    }
}

/// `name=value` of a query.
struct QueryParameter {
    let text: Substring
    /// In lower case.
    let name: String
    let value: String

    init(_ text: Substring) {
        self.text = text
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        name = parts[0].lowercased()
        value = parts.count == 2 ? parts[1].lowercased() : ""
    }

    /// Whether it only says where the reader came from, or who the reader is.
    var isTracking: Bool { Self.tracking.contains(name) || Self.trackingPrefixes.contains(where: name.hasPrefix) }

    private static let trackingPrefixes = ["utm_", "pk_", "mtm_", "hsa_", "at_custom", "wt.", "amp;utm_"]
    private static let tracking: Set<String> = [
        // Advertising networks and social networks.
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid",
        "igshid", "igsh", "li_fat_id", "epik", "srsltid", "_openstat", "wickedid", "fb_action_ids", "fb_action_types",
        // Newsletters and analytics.
        "mc_cid", "mc_eid", "_hsenc", "_hsmi", "hsctatracking", "mkt_tok", "oly_anon_id", "oly_enc_id", "vero_id",
        "vero_conv", "_ga", "_gl", "s_cid", "s_kwcid", "ef_id", "cmpid", "ns_mchannel", "ns_source", "ns_campaign",
        "ns_linkname", "ns_fee", "piwik_campaign", "piwik_kwd", "__twitter_impression", "sharetoken", "cvid", "oicd",
        "guccounter", "guce_referrer", "guce_referrer_sig",
        // Publishers' own.
        "ocid", "ncid", "icid", "xtor", "at_medium", "at_campaign", "at_link_id", "at_link_type", "at_link_origin",
        "at_format", "at_bbc_team", "smid", "partner_id",
        // Sessions.
        "phpsessid", "jsessionid", "aspsessionid", "sessionid",
    ]
}

/// Spellings of an address that mean the same.
enum URLSpelling {
    /// Unreserved characters are not percent-encoded, hexadecimal digits are upper-case (RFC 3986, 6.2.2).
    static func normalised(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = value(bytes[index + 1]),
                let low = value(bytes[index + 2])
            {
                let byte = high << 4 | low
                output += isUnreserved(byte) ? [byte] : [0x25, upper(bytes[index + 1]), upper(bytes[index + 2])]
                index += 3
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Servlets put a session into the path: `/a;jsessionid=1F`.
    static func withoutSession(_ path: String) -> String {
        guard let start = path.lowercased().firstRange(of: ";jsessionid=") else { return path }
        let offset = path.lowercased().distance(from: path.lowercased().startIndex, to: start.lowerBound)
        return String(path.prefix(offset))
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._~".utf8.contains(byte)
        }
    }

    private static func upper(_ digit: UInt8) -> UInt8 { digit >= 0x61 ? digit - 0x20 : digit }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
