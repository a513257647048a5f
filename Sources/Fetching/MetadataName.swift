/// Names under which clouds offer a machine's own secrets. Their addresses are refused like all that are not public; the
/// names are, too, since a resolver inside such a cloud may answer with anything.
enum MetadataName {
    /// Why a host is not asked; nil for all others.
    /// - Parameter host: in lower case.
    static func refusal(of host: String) -> String? {
        var name = Substring(host)
        while name.hasSuffix(".") { name = name.dropLast() }
        guard names.contains(String(name)) else { return nil }
        return "\(name) names a cloud's metadata service"
    }

    private static let names: Set<String> = [
        "metadata", "metadata.google.internal", "metadata.google", "metadata.goog", "instance-data",
        "instance-data.ec2.internal", "metadata.azure.internal", "metadata.azure.com", "metadata.tencentyun.com",
        "metadata.packet.net", "metadata.platformequinix.com", "metadata.oraclecloud.com", "metadata.hetzner.cloud",
        "metadata.openstack.internal", "rancher-metadata",
    ]
}
