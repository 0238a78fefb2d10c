using System.IO.Enumeration;
using System.Text.Json;

namespace Steward.Azure.Grants.Arm;

/// <summary>The role definitions that can be assigned at a scope, by name and by id. The GUID at the end of an id is the same at every scope.</summary>
internal sealed class ArmRoles
{
    private const string Version = "api-version=2022-04-01";
    private const string Assigning = "Microsoft.Authorization/roleAssignments/write";
    private readonly HashSet<string> _granting = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _byGuid = new(StringComparer.OrdinalIgnoreCase);

    public static async Task<ArmRoles> ReadAsync(ArmHttp arm, string scope, CancellationToken cancellation)
    {
        var roles = new ArmRoles();
        var first = $"{string.Join('/', scope.Split('/').Select(Uri.EscapeDataString))}/providers/Microsoft.Authorization/roleDefinitions?{Version}";
        await foreach (var role in ArmPages.AllAsync(arm, first, cancellation)) roles.Add(role);
        return roles;
    }

    /// <summary>The id of a role by its name, or null.</summary>
    public string? IdOf(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The name of a role by its id; one that is not listed is named by its GUID.</summary>
    public string NameOf(string id) => _byGuid.GetValueOrDefault(GuidOf(id)) ?? GuidOf(id);

    /// <summary>The names of the roles with which roles can be assigned, by their actions.</summary>
    public IEnumerable<string> Granting => _granting;

    private void Add(JsonElement role)
    {
        if (Grants(role)) _granting.Add(role.GetProperty("properties").GetProperty("roleName").GetString() ?? "");
        var (id, name) = (role.GetProperty("id").GetString() ?? "", role.GetProperty("properties").GetProperty("roleName").GetString() ?? "");
        _byName.TryAdd(name, id);
        _byGuid.TryAdd(GuidOf(id), name);
    }

    // A permission of a role: what its actions allow and its notActions do not take out again.
    private static bool Grants(JsonElement role) =>
        role.GetProperty("properties").TryGetProperty("permissions", out var permissions) && permissions.ValueKind == JsonValueKind.Array
        && permissions.EnumerateArray().Any(p => Allows(p, "actions") && !Allows(p, "notActions"));

    private static bool Allows(JsonElement permission, string list) =>
        permission.TryGetProperty(list, out var actions) && actions.ValueKind == JsonValueKind.Array
        && actions.EnumerateArray().Any(a => a.ValueKind == JsonValueKind.String && FileSystemName.MatchesSimpleExpression(a.GetString(), Assigning, ignoreCase: true));

    private static string GuidOf(string id) => id[(id.LastIndexOf('/') + 1)..];
}
