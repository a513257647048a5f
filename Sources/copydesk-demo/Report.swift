import SampleWeb

/// What the demonstration prints, at most 100 columns wide.
struct Report {
    let web: SampleSites
    let deliveries: [Delivery]

    private let columns = 100
    private let shownLines = 48

    func printAll() {
        printDeliveries()
        printRequests()
        guard let delivery = deliveries.first(where: { $0.article?.url.hasSuffix("ferry-terminal.html") == true }),
            let article = delivery.article
        else { return }
        let kept = Set(Delivery.paragraphs(of: delivery.text))
        printTitle("Before: the text of \(article.url)")
        print("(lines with a minus are not in the delivered file)\n")
        printClipped(NaiveText.lines(of: article.page).flatMap { wrapped($0, mark: kept.contains($0) ? "  " : "- ") })
        printTitle("After: \(delivery.path)")
        print("")
        printClipped(delivery.text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { wrapped($0) })
    }

    private func printDeliveries() {
        printTitle("Delivered: \(deliveries.count) files (paragraphs found/expected, paragraphs too many)")
        for delivery in deliveries {
            let expected = delivery.article?.expectedParagraphs.count ?? 0
            let figures = "\(delivery.foundParagraphs)/\(expected) +\(delivery.extraParagraphs.count)"
            print(padded(figures, to: 10) + shortened(delivery.path, to: columns - 10))
        }
    }

    private func printRequests() {
        printTitle("Requests, as the three sites saw them")
        for site in web.sites {
            let requests = site.web.requests
            let atOnce = requests.map(\.concurrent).max() ?? 0
            print(
                padded(site.name, to: 20) + padded(site.announcement.rawValue, to: 9)
                    + "\(requests.count) requests, at most \(atOnce) at once")
        }
    }

    private func printTitle(_ title: String) {
        print("\n\(shortened(title, to: columns))\n\(String(repeating: "─", count: columns))")
    }

    private func printClipped(_ lines: [String]) {
        for line in lines.prefix(shownLines) { print(line) }
        if lines.count > shownLines { print("… \(lines.count - shownLines) more lines") }
    }

    /// Breaks a paragraph between words; every line begins with the mark.
    private func wrapped(_ text: some StringProtocol, mark: String = "") -> [String] {
        var lines = [mark]
        for word in text.split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.count > mark.count, last.count + 1 + word.count > columns {
                lines.append(mark + word)
            } else {
                lines[lines.count - 1] = last.count > mark.count ? "\(last) \(word)" : last + word
            }
        }
        return lines
    }

    private func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private func shortened(_ text: String, to width: Int) -> String {
        text.count <= width ? text : "…" + text.suffix(width - 1)
    }
}
