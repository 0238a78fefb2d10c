using System.Text.Json;

namespace Steward.Azure.Grants.Arm;

/// <summary>The role definitions that can be assigned at a scope, by name and by id. The GUID at the end of an id is the same at every scope.</summary>
internal sealed class ArmRoles
{
    private const string Version = "api-version=2022-04-01";
    private readonly Dictionary<string, string> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _byGuid = new(StringComparer.OrdinalIgnoreCase);

    public static async Task<ArmRoles> ReadAsync(ArmHttp arm, string scope, CancellationToken cancellation)
    {
        var roles = new ArmRoles();
        var next = (string?)$"{string.Join('/', scope.Split('/').Select(Uri.EscapeDataString))}/providers/Microsoft.Authorization/roleDefinitions?{Version}";
        while (next is not null)
        {
            using var page = await arm.GetAsync(next, cancellation);
            foreach (var role in page.RootElement.GetProperty("value").EnumerateArray()) roles.Add(role);
            next = page.RootElement.TryGetProperty("nextLink", out var link) && link.ValueKind == JsonValueKind.String ? link.GetString() : null;
        }

        return roles;
    }

    /// <summary>The id of a role by its name, or null.</summary>
    public string? IdOf(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The name of a role by its id; one that is not listed is named by its GUID.</summary>
    public string NameOf(string id) => _byGuid.GetValueOrDefault(GuidOf(id)) ?? GuidOf(id);

    private void Add(JsonElement role)
    {
        var (id, name) = (role.GetProperty("id").GetString() ?? "", role.GetProperty("properties").GetProperty("roleName").GetString() ?? "");
        _byName.TryAdd(name, id);
        _byGuid.TryAdd(GuidOf(id), name);
    }

    private static string GuidOf(string id) => id[(id.LastIndexOf('/') + 1)..];
}
