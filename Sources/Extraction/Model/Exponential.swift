import Glibc

/// The one function of the C library's mathematics that extraction needs.
enum Exponential {
    static func of(_ value: Double) -> Double { exp(value) }
}
