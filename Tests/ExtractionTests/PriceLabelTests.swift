import Testing

@testable import Extraction

/// What counts as a price on a label.
@Suite struct PriceLabelTests {
    @Test(arguments: [
        "149,00 €", "€ 89,90", "$129.99", "Now US$ 15", "from £7", "1 299 kr", "24,99 zł", "¥1,200", "15 EUR", "₹499",
    ]) func prices(_ line: String) { #expect(PriceLabel.isOne(line.utf8)) }

    @Test(arguments: ["149", "page 3 of 12", "11 March 2026", "3 kronor", "€", "Krone 5", "12 krokodiles", ""])
    func others(_ line: String) { #expect(!PriceLabel.isOne(line.utf8)) }
}
