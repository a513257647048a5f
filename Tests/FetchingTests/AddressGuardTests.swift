import Fetching
import Testing

@Suite struct AddressGuardTests {
    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
        "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
        "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255", "168.63.129.17",
        "2a00:1450:4001:82b::200e", "2606:4700::1111", "2000::", "2001:200::1", "2001:4860:4860::8888",
        "2001:db7:ffff::1", "2001:db9::", "2003::1", "3ffe::1", "3fff:1000::1", "::ffff:8.8.8.8",
    ])
    func publicAddressMayBeDialled(address: String) {
        #expect(AddressGuard().refusal(of: address) == nil)
    }

    @Test(arguments: [
        ("0.0.0.0", "this network"), ("0.1.2.3", "this network"), ("10.0.0.1", "private"),
        ("10.255.255.255", "private"), ("100.64.0.1", "carrier"), ("100.100.100.200", "carrier"),
        ("100.127.255.255", "carrier"), ("127.0.0.1", "loopback"), ("127.255.255.254", "loopback"),
        ("168.63.129.16", "cloud"), ("169.254.0.1", "link-local"), ("169.254.169.254", "link-local"),
        ("172.16.0.1", "private"), ("172.31.255.255", "private"), ("192.0.0.1", "assignments"),
        ("192.0.0.192", "assignments"), ("192.0.2.1", "documentation"), ("192.88.99.1", "6to4"),
        ("192.168.0.1", "private"), ("192.168.255.255", "private"), ("198.18.0.1", "benchmarking"),
        ("198.19.255.255", "benchmarking"), ("198.51.100.7", "documentation"), ("203.0.113.7", "documentation"),
        ("224.0.0.1", "multicast"), ("239.255.255.250", "multicast"), ("240.0.0.1", "reserved"),
        ("255.255.255.254", "reserved"), ("255.255.255.255", "broadcast"), ("::", "unspecified"),
        ("::1", "loopback"), ("::127.0.0.1", "compatible"), ("::8.8.8.8", "compatible"),
        ("::ffff:127.0.0.1", "loopback"), ("::ffff:10.1.2.3", "private"), ("::ffff:169.254.169.254", "link-local"),
        ("::ffff:0:0", "this network"), ("::ffff:7f00:1", "loopback"), ("::ffff:0:127.0.0.1", "global unicast"),
        ("64:ff9b::127.0.0.1", "NAT64"), ("64:ff9b::8.8.8.8", "NAT64"), ("64:ff9b:1::1", "NAT64"),
        ("100::1", "discard"), ("2001::1", "Teredo"), ("2001:0:ffff::1", "Teredo"), ("2001:2::1", "benchmarking"),
        ("2001:10::1", "ORCHID"), ("2001:20::1", "ORCHID"), ("2001:2f:ffff::1", "ORCHID"),
        ("2001:1ff::1", "assignments"), ("2001:db8::1", "documentation"), ("2002::1", "6to4"),
        ("2002:7f00:1::1", "6to4"), ("3fff::1", "documentation"), ("3fff:fff::1", "documentation"),
        ("4000::1", "global unicast"), ("5f00::1", "routing"), ("fc00::1", "unique local"),
        ("fd00:ec2::254", "unique local"), ("fe80::1", "link-local"), ("febf::1", "link-local"),
        ("fec0::1", "site-local"), ("ff02::1", "multicast"), ("ff0e::1", "multicast"), ("1::1", "global unicast"),
    ])
    func specialAddressIsRefused(address: String, reason: String) throws {
        #expect(try #require(AddressGuard().refusal(of: address)).contains(reason))
    }

    @Test(arguments: ["", "localhost", "127.1", "0x7f000001", "2130706433", "017700000001", "127.0.0.1:80", "[::1]"])
    func whatIsNoStrictAddressIsRefused(text: String) {
        #expect(AddressGuard().refusal(of: text) == "not an internet address")
    }

    @Test(arguments: [
        ("127.0.0.0/8", "127.1.2.3", true), ("127.0.0.0/8", "::ffff:127.0.0.1", true), ("127.0.0.0/8", "::1", false),
        ("127.0.0.0/8", "128.0.0.1", true), ("::1/128", "::1", true), ("::1", "::1", true), ("::1", "::2", false),
        ("10.1.0.0/16", "10.1.255.255", true), ("10.1.0.0/16", "10.2.0.0", false),
        ("10.0.0.0/7", "11.0.0.1", true), ("192.168.1.128/25", "192.168.1.127", false),
        ("192.168.1.128/25", "192.168.1.200", true), ("0.0.0.0/0", "127.0.0.1", true), ("0.0.0.0/0", "::1", false),
        ("::/0", "fe80::1", true), ("::/0", "127.0.0.1", false), ("fd00::/8", "fd12::1", true),
        ("fd00::/8", "fc12::1", false), ("::ffff:0:0/96", "::ffff:10.0.0.1", true), ("10.0.0.5", "10.0.0.5", true),
        ("10.0.0.5", "10.0.0.6", false),
    ])
    func allowedRangeOpensExactlyItself(range: String, address: String, isAllowed: Bool) throws {
        let allowed = try #require(AddressRange(range))
        #expect((AddressGuard(allowed: [allowed]).refusal(of: address) == nil) == isAllowed)
    }

    @Test(arguments: [
        "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/ 8", "10.0.0.0/8/8",
        "10.0.0.1/8", "10/8", "10.0.0/8", "::1/129", "::1/64", "fe80::1%eth0", "example.org", "10.0.0.0/a",
        "10.0.0.0/99999999999999999999", "010.0.0.0/8",
    ])
    func malformedRangeIsNil(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test(arguments: ["10.0.0.0/8", "::1/128", "fc00::/7", "0.0.0.0/0"])
    func rangeDescribesItself(text: String) throws {
        #expect(try #require(AddressRange(text)).description == text)
    }
}
