/// A hash that is the same in every process and on every machine, unlike `Hasher`, whose seed is random.
///
/// It gives each source its own place in time, which must survive a restart. Not for anything hostile: whoever picks
/// names that collide only moves the polls of their own sources together.
enum StableHash {
    /// FNV-1a over the UTF-8 bytes, then the finaliser of SplitMix64, because FNV alone mixes its high bits poorly.
    static func value(of text: String, salt: UInt64 = 0) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ salt
        for byte in text.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }

    /// The same hash as a fraction in 0..<1.
    static func fraction(of text: String, salt: UInt64 = 0) -> Double {
        Double(value(of: text, salt: salt) >> 11) / 9_007_199_254_740_992
    }
}
