/// Host names outside ASCII (RFC 3492). Only lower-casing precedes it, not the whole mapping of UTS 46.
enum Punycode {
    /// Encodes the labels that need it. Nil for a label longer than DNS carries.
    static func host(_ host: String) -> String? {
        guard host.utf8.contains(where: { $0 >= 0x80 }) else { return host }
        guard host.utf8.count <= 1024 else { return nil }
        var labels: [String] = []
        let dots: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
        for label in host.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: dots.contains) {
            let scalars = label.filter { $0.value != 0xAD && $0.value != 0x200B }.map(\.value)
            let isPlain = scalars.allSatisfy { $0 < 0x80 }
            labels.append(isPlain ? text(scalars) : "xn--" + encoded(scalars))
        }
        return labels.contains { $0.utf8.count > 63 } ? nil : labels.joined(separator: ".")
    }

    private static func text(_ scalars: [UInt32]) -> String {
        String(decoding: scalars.map(UInt8.init(truncatingIfNeeded:)), as: UTF8.self)
    }

    /// RFC 3492, 6.3.
    private static func encoded(_ input: [UInt32]) -> String {
        var output = input.filter { $0 < 0x80 }
        let basicCount = output.count
        var handled = basicCount
        if basicCount > 0 { output.append(0x2D) }
        var code: UInt32 = 0x80
        var delta = 0
        var bias = 72
        while handled < input.count {
            let next = input.filter { $0 >= code }.min() ?? code
            delta += Int(next - code) * (handled + 1)
            code = next
            for scalar in input {
                if scalar < code { delta += 1 }
                guard scalar == code else { continue }
                appendVariableLength(delta, bias: bias, to: &output)
                bias = adapted(delta, count: handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            code += 1
        }
        return text(output)
    }

    private static func appendVariableLength(_ delta: Int, bias: Int, to output: inout [UInt32]) {
        var rest = delta
        var position = 36
        while true {
            let threshold = min(max(position - bias, 1), 26)
            guard rest >= threshold else { break }
            output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
            rest = (rest - threshold) / (36 - threshold)
            position += 36
        }
        output.append(digit(rest))
    }

    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var position = 0
        while delta > 455 {
            delta /= 35
            position += 36
        }
        return position + 36 * delta / (delta + 38)
    }

    private static func digit(_ value: Int) -> UInt32 {
        UInt32(value < 26 ? 0x61 + value : 0x30 + value - 26)
    }
}
