using System.Text.Json.Nodes;

namespace Steward.StorageTests.Infra;

/// <summary>The resources that a deployment asks for. What only Azure knows (an identity's object id) stays an expression in brackets.</summary>
internal sealed class Deployment
{
    public const string Subscription = "00000000-0000-0000-0000-00000000aaaa";
    public const string Deployer = "00000000-0000-0000-0000-00000000dddd";
    public static readonly string[] Levels = ["none", "zone", "region"];

    private Deployment(IReadOnlyList<Resource> resources, JsonObject outputs) => (All, Outputs) = (resources, outputs);

    public IReadOnlyList<Resource> All { get; }

    public JsonObject Outputs { get; }

    public static Deployment Read(string snapshot)
    {
        var root = JsonNode.Parse(snapshot)!.AsObject();
        return new Deployment([.. root["predictedResources"]!.AsArray().Select(r => new Resource(r!.AsObject()))], root["outputs"]!.AsObject());
    }

    /// <summary>The resources of a type; never none, so that no test passes over nothing.</summary>
    public IReadOnlyList<Resource> Of(string type)
    {
        var found = All.Where(r => r.Type == type).ToList();
        return found.Count > 0 ? found : throw new InvalidOperationException($"Nothing of type {type} is deployed.");
    }

    public bool Has(string type) => All.Any(r => r.Type == type);

    /// <summary>The one whose name begins so.</summary>
    public Resource One(string type, string name) => Of(type).Single(r => r.Name.StartsWith(name, StringComparison.Ordinal));

    public Resource State => One(Types.Account, "ststate");

    public Resource Vault => One(Types.Account, "stvault");

    /// <summary>The accounts of what must stay: evidence, vault and, where there is one, the standby's.</summary>
    public IReadOnlyList<Resource> Kept => [.. Of(Types.Account).Where(a => a.Name != State.Name)];
}

/// <summary>One resource.</summary>
internal sealed class Resource(JsonObject json)
{
    public string Type => Text("type");

    public string Name => Text("name");

    public string Id => Text("id");

    /// <summary>The resource group.</summary>
    public string Group => Id.Split('/')[4];

    /// <summary>The id of what a role assignment or a lock is for.</summary>
    public string Scope => Id[..Id.LastIndexOf("/providers/", StringComparison.Ordinal)];

    public string Json => json.ToJsonString();

    /// <summary>A value by its path, such as <c>properties.sku.name</c>; null where there is none.</summary>
    public JsonNode? this[string path] => path.Split('.').Aggregate((JsonNode?)json, (node, part) => node?[part]);

    public string Text(string path) => this[path]?.GetValue<string>() ?? throw new InvalidOperationException($"{json["name"]} has no {path}.");

    public bool Is(string path) => this[path]?.GetValue<bool>() ?? throw new InvalidOperationException($"{Name} does not say {path}.");

    public int Number(string path) => this[path]?.GetValue<int>() ?? throw new InvalidOperationException($"{Name} has no {path}.");

    public IReadOnlyList<string> Texts(string path) => [.. this[path]!.AsArray().Select(n => n!.GetValue<string>())];
}

/// <summary>Types of resources.</summary>
internal static class Types
{
    public const string Account = "Microsoft.Storage/storageAccounts";
    public const string Blobs = "Microsoft.Storage/storageAccounts/blobServices";
    public const string Container = "Microsoft.Storage/storageAccounts/blobServices/containers";
    public const string Immutability = "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies";
    public const string Role = "Microsoft.Authorization/roleDefinitions";
    public const string Assignment = "Microsoft.Authorization/roleAssignments";
    public const string Lock = "Microsoft.Authorization/locks";
    public const string KeyVault = "Microsoft.KeyVault/vaults";
    public const string Key = "Microsoft.KeyVault/vaults/keys";
    public const string Plan = "Microsoft.Web/serverfarms";
    public const string App = "Microsoft.Web/sites";
    public const string Settings = "Microsoft.Web/sites/config";
    public const string Network = "Microsoft.Network/virtualNetworks";
    public const string ContainerEnvironment = "Microsoft.App/managedEnvironments";
    public const string ContainerApp = "Microsoft.App/containerApps";
    public const string Alert = "Microsoft.Insights/scheduledQueryRules";
    public const string FrontDoor = "Microsoft.Cdn/profiles";
}
