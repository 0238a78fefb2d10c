namespace Steward.Stages.Security.Secrets.Rules;

/// <summary>
/// Keys of Azure. Newer ones carry a signature of their service at a fixed place: Microsoft's "identifiable secrets" and "common annotated security keys"
/// (github.com/microsoft/security-utilities; "Common Annotated Security Keys", Microsoft engineering blog, 2024).
/// </summary>
internal static class AzureRules
{
    private const string Annotated = "[A-Za-z0-9]{52}JQQJ9[9DH][A-Za-z0-9][A-L][A-Za-z0-9]{16}";

    public static IReadOnlyList<SecretRule> All { get; } =
    [
        new("azure-cosmos-key", "Azure Cosmos DB key", "[A-Za-z0-9+/]{76}ACDb[A-Za-z0-9+/]{6}==", "ACDb") { Before = 80, Length = 20, NotBefore = null, NotAfter = Edges.Base64 },
        new("azure-cosmos-key", "Azure Cosmos DB key", """(?i:accountendpoint=[^;"']+;\s?accountkey=)(?<s>[A-Za-z0-9+/]{86}==)""", "accountendpoint=")
        { AnyCase = true, Length = 600, NotBefore = null, NotAfter = Edges.Base64 },
        new("azure-storage-key", "Azure storage account key", @"[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{6}==", "+ASt") { Before = 80, Length = 20, NotBefore = null, NotAfter = Edges.Base64 },
        new("azure-storage-key", "Azure storage account key", "(?i:accountkey=)(?<s>[A-Za-z0-9+/]{86}==)", "accountkey=") { AnyCase = true, NotBefore = null, NotAfter = Edges.Base64 },

        // "Delegate access with a shared access signature" (docs): a version, and an HMAC-SHA256 in base64, percent-encoded in addresses.
        new(
            "azure-sas", "Azure shared access signature",
            """(?i:sv)=20[0-9]{2}-[0-9]{2}-[0-9]{2}&(?:amp;)?(?:[A-Za-z]+=[^&\s"'<>]*&(?:amp;)?)*(?i:sig)=(?<s>[A-Za-z0-9%+/]{43,90}(?:%3[Dd]|=))""", "sv=20")
        { Length = 600, NotBefore = null, NotAfter = null },
        new(
            "azure-sas", "Azure shared access signature",
            """(?i:sig)=(?<s>[A-Za-z0-9%+/]{43,90}(?:%3[Dd]|=))&(?:amp;)?(?:[A-Za-z]+=[^&\s"'<>]*&(?:amp;)?)*(?i:s[ev])=20[0-9]{2}-[0-9]{2}""", "sig=")
        { Length = 600, NotBefore = null, NotAfter = null },

        // Service Bus, Event Hubs, Relay, IoT: 32 bytes in base64 ("Get an Event Hubs connection string", docs).
        new("azure-shared-access-key", "Azure shared access key", "(?i:sharedaccesskey=)(?<s>[A-Za-z0-9+/]{43}=)", "sharedaccesskey=") { AnyCase = true, NotBefore = null, NotAfter = Edges.Base64 },

        // Entra ID: the form that Microsoft's own scanner knows (security-utilities, SEC101/156).
        new("azure-client-secret", "Azure AD client secret", @"[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}", "6Q~", "7Q~", "8Q~", "9Q~")
        { Before = 3, NotBefore = Edges.Dashed, NotAfter = Edges.Dashed, Check = c => Entropy.Of(c.Secret) > 3.5 ? c.Certainty : null },

        new("azure-devops-token", "Azure DevOps token", $"{Annotated}AZDO[A-Za-z0-9]{{4}}", "JQQJ9") { Before = 52, Length = 60 },
        new("azure-service-key", "Azure service key", $"{Annotated}(?:A[A-CE-Za-z0-9]|[B-Za-z][A-Za-z0-9]|AD)[A-Za-z0-9]{{6}}(?:[A-Za-z0-9]{{2}}==)?", "JQQJ9") { Before = 52, Length = 60 },
    ];
}
