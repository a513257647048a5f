/// Decides whether an address may be dialled: public ones, and those the operator allowed by name.
///
/// Public means global unicast by IANA's special-purpose registries
/// (<https://www.iana.org/assignments/iana-ipv4-special-registry>, `…/iana-ipv6-special-registry`). The few
/// addresses inside a refused block that the registries call reachable are anycast services of the network itself;
/// no news is published there, so whole blocks are refused.
public struct AddressGuard: Sendable {
    /// Ranges that may be dialled although they are not public, for tests and intranets.
    public let allowed: [AddressRange]

    public init(allowed: [AddressRange] = []) {
        self.allowed = allowed
    }

    /// Why the textual address is refused, in words; nil when it may be dialled.
    /// What is no strict textual address is refused too.
    public func refusal(of text: String) -> String? {
        guard let address = IPAddress(text) else { return "not an internet address" }
        return refusal(of: address)
    }

    func refusal(of address: IPAddress) -> String? {
        let dialled = address.mappedIPv4 ?? address
        if allowed.contains(where: { $0.contains(address) || $0.contains(dialled) }) { return nil }
        if let special = SpecialRange.all.first(where: { $0.range.contains(dialled) }) { return special.name }
        return dialled.isIPv4 || SpecialRange.globalUnicastIPv6.contains(where: { $0.contains(dialled) })
            ? nil : "not a global unicast address"
    }
}

/// A block of the registries that is not for the public internet, with the name a person knows it by.
private struct SpecialRange {
    let range: AddressRange
    let name: String

    /// The first that matches names the reason, so the narrower block stands before the wider one.
    static let all: [SpecialRange] = table.compactMap { text, name in
        AddressRange(text).map { SpecialRange(range: $0, name: name) }
    }

    /// RFC 4291 section 2.4 with IANA's allocation: everything public lies in here.
    static let globalUnicastIPv6: [AddressRange] = [AddressRange("2000::/3")].compactMap(\.self)

    private static let table: [(String, String)] = [
        ("0.0.0.0/8", "the “this network” block"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a carrier's shared address space"),
        ("127.0.0.0/8", "a loopback address"),
        ("168.63.129.16/32", "a cloud host's own services"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "the protocol assignments block"),
        ("192.0.2.0/24", "a documentation block"),
        ("192.88.99.0/24", "the former 6to4 relay block"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "the benchmarking block"),
        ("198.51.100.0/24", "a documentation block"),
        ("203.0.113.0/24", "a documentation block"),
        ("224.0.0.0/4", "a multicast address"),
        ("255.255.255.255/32", "the broadcast address"),
        ("240.0.0.0/4", "a reserved block"),
        ("::/128", "the unspecified address"),
        ("::1/128", "a loopback address"),
        ("::/96", "an IPv4-compatible address"),
        ("64:ff9b::/96", "a NAT64 address"),
        ("64:ff9b:1::/48", "a local NAT64 address"),
        ("100::/64", "the discard-only block"),
        ("2001::/32", "a Teredo address"),
        ("2001:2::/48", "the benchmarking block"),
        ("2001:10::/28", "an ORCHID identifier"),
        ("2001:20::/28", "an ORCHID identifier"),
        ("2001::/23", "the protocol assignments block"),
        ("2001:db8::/32", "a documentation block"),
        ("2002::/16", "a 6to4 address"),
        ("3fff::/20", "a documentation block"),
        ("5f00::/16", "the segment routing block"),
        ("fc00::/7", "a unique local address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a site-local address"),
        ("ff00::/8", "a multicast address"),
    ]
}
