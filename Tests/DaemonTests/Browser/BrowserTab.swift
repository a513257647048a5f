import Foundation
import JSON

/// A page in a browser.
struct BrowserTab: Sendable {
    let browser: Chromium
    private let session: String

    init(_ browser: Chromium) async throws {
        self.browser = browser
        let target = try await browser.ask("Target.createTarget", ["url": .string("about:blank")])["targetId"]
        let attached = try await browser.ask(
            "Target.attachToTarget", ["targetId": target ?? .null, "flatten": .bool(true)])
        session = attached["sessionId"]?.string ?? ""
        for domain in ["Page", "Runtime", "Log", "Network"] { _ = try await ask("\(domain).enable") }
    }

    @discardableResult
    func ask(_ method: String, _ params: KeyValuePairs<String, JSONValue> = [:]) async throws -> JSONValue {
        try await browser.ask(method, params, session: session)
    }

    /// Goes there and waits until everything is loaded.
    func open(_ address: String) async throws {
        let loads = count(of: "Page.loadEventFired")
        let answer = try await ask("Page.navigate", ["url": .string(address)])
        if let error = answer["errorText"]?.string { throw TestDeadline(what: "\(address): \(error)") }
        try await loaded(since: loads, address)
    }

    /// Waits for the load that something else begins.
    func loading(_ what: String, _ begin: () async throws -> Void) async throws {
        let loads = count(of: "Page.loadEventFired")
        try await begin()
        try await loaded(since: loads, what)
    }

    private func loaded(since loads: Int, _ what: String) async throws {
        try await eventually("\(what) is loaded: \(browser.errors)", within: .seconds(120)) {
            count(of: "Page.loadEventFired") > loads
        }
    }

    private func count(of method: String) -> Int { browser.events(of: session).count { $0.method == method } }

    /// The value of an expression, which may be a promise.
    func value(of expression: String) async throws -> JSONValue {
        let answer = try await ask(
            "Runtime.evaluate",
            ["expression": .string(expression), "returnByValue": .bool(true), "awaitPromise": .bool(true)])
        if let failure = answer["exceptionDetails"]?["exception"]?["description"]?.string {
            throw TestDeadline(what: "an expression: \(failure)")
        }
        return answer["result"]?["value"] ?? .null
    }

    func texts(_ expression: String) async throws -> [String] {
        (try await value(of: expression).array ?? []).compactMap(\.string)
    }

    func look(width: Int, theme: String) async throws {
        try await ask(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .number(Double(width)), "height": .number(900), "deviceScaleFactor": .number(1),
                "mobile": .bool(width < 600),
            ])
        let theme = JSONValue.object([
            JSONMember(key: "name", value: .string("prefers-color-scheme")),
            JSONMember(key: "value", value: .string(theme)),
        ])
        try await ask("Emulation.setEmulatedMedia", ["features": .array([theme])])
    }

    func press(_ key: String, code: Int, text: String? = nil) async throws {
        for type in ["keyDown", "keyUp"] {
            try await ask(
                "Input.dispatchKeyEvent",
                [
                    "type": .string(type), "key": .string(key), "code": .string(key),
                    "windowsVirtualKeyCode": .number(Double(code)),
                    "text": type == "keyDown" ? text.map(JSONValue.string) ?? .string("") : .string(""),
                ])
        }
    }

    /// The whole page, as a PNG file.
    func picture() async throws -> Data {
        let answer = try await ask("Page.captureScreenshot", ["captureBeyondViewport": .bool(true)])
        return Data(base64Encoded: answer["data"]?.string ?? "") ?? Data()
    }

    /// Whatever a page is not to do: errors, violations of its own policy, dialogs, requests that go elsewhere.
    func offences(origin: String) -> [String] {
        browser.events(of: session).compactMap { event in
            let params = event.params
            switch event.method {
            case "Log.entryAdded":
                guard ["error", "warning"].contains(params["entry"]?["level"]?.string) else { return nil }
                return params["entry"]?["text"]?.string
            case "Runtime.exceptionThrown": return "\(params["exceptionDetails"]?["text"]?.string ?? "exception")"
            case "Runtime.consoleAPICalled": return "console: \(params["type"]?.string ?? "")"
            case "Page.javascriptDialogOpening": return "dialog: \(params["message"]?.string ?? "")"
            case "Network.requestWillBeSent":
                let address = params["request"]?["url"]?.string ?? ""
                return address.hasPrefix(origin + "/") || address.hasPrefix("about:") ? nil : "request: \(address)"
            default: return nil
            }
        }
    }
}
