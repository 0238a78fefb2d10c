using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Azure.Grants.Arm;

/// <summary>
/// Azure's role assignments: Microsoft.Authorization/roleAssignments, api-version 2022-04-01.
/// https://learn.microsoft.com/rest/api/authorization/role-assignments
/// </summary>
internal sealed class ArmGrants(ArmHttp arm, TimeProvider time) : IGrantSystem
{
    private const string Version = "api-version=2022-04-01";

    /// <inheritdoc/>
    public string Name => SystemNames.Azure;

    /// <inheritdoc/>
    public async Task<SystemState> ReadAsync(CareScope care, CancellationToken cancellation)
    {
        var (grants, unread, granting) = (new List<ActualGrant>(), new List<UnreadTarget>(), new SortedSet<string>(StringComparer.OrdinalIgnoreCase));
        foreach (var scope in care.Of(GrantKinds.Role))
        {
            try
            {
                var roles = await ArmRoles.ReadAsync(arm, scope, cancellation);
                granting.UnionWith(roles.Granting);
                grants.AddRange(await OfScopeAsync(scope, roles, cancellation));
            }
            catch (StewardException refusal) when (refusal.Kind is FailureKind.NotFound or FailureKind.Forbidden)
            {
                unread.Add(new UnreadTarget(GrantKinds.Role, scope, refusal.Message));
            }

            if (grants.Count > IGrantSystem.MaxGrants) throw StewardException.Invalid($"Azure tells of more than {IGrantSystem.MaxGrants} assignments, which is the limit here.");
        }

        return new SystemState(Name, time.GetUtcNow()) { Self = ArmIdentity.ObjectId(await arm.TokenAsync(cancellation)), Grants = grants, Unread = unread, GrantingRoles = [.. granting] };
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(AccessChange change, CancellationToken cancellation)
    {
        if (change.To is not { } role)
        {
            await arm.DeleteAsync($"{AddressOf(change.Handle ?? throw StewardException.Invalid("An assignment is taken away by its id, and this change has none."))}?{Version}", cancellation);
            return;
        }

        var definitions = await ArmRoles.ReadAsync(arm, change.Target, cancellation);
        var definition = definitions.IdOf(role) ?? throw StewardException.NotFound($"Azure has no role '{Texts.Clip(role, 80)}' at {change.Target}.");
        // The name comes from what is assigned: the second run finds the first one's.
        var name = ArmNames.Of(change.Target, definition, change.Subject);
        var body = BinaryData.FromObjectAsJson(new { properties = new { roleDefinitionId = definition, principalId = change.Subject, principalType = "User" } });
        await arm.PutAsync($"{AddressOf(change.Target)}/providers/Microsoft.Authorization/roleAssignments/{name}?{Version}", body, cancellation);
    }

    // atScope() leaves out what is below; assignments of scopes above come along, and are told apart by their own scope.
    private async Task<List<ActualGrant>> OfScopeAsync(string scope, ArmRoles roles, CancellationToken cancellation)
    {
        var found = new List<ActualGrant>();
        var first = $"{AddressOf(scope)}/providers/Microsoft.Authorization/roleAssignments?{Version}&$filter={Uri.EscapeDataString("atScope()")}";
        await foreach (var assignment in ArmPages.AllAsync(arm, first, cancellation))
        {
            found.Add(Read(scope, assignment, roles));
            if (found.Count > IGrantSystem.MaxGrants) throw StewardException.Invalid($"{scope} has more than {IGrantSystem.MaxGrants} assignments, which is the limit here.");
        }

        return found;
    }

    private static ActualGrant Read(string scope, JsonElement assignment, ArmRoles roles)
    {
        var properties = assignment.GetProperty("properties");
        var (own, definition) = (properties.GetProperty("scope").GetString() ?? "", properties.GetProperty("roleDefinitionId").GetString() ?? "");
        return new ActualGrant(GrantKinds.Role, scope, (properties.GetProperty("principalId").GetString() ?? "").ToLowerInvariant(), roles.NameOf(definition))
        {
            Handle = assignment.GetProperty("id").GetString(),
            Through = own.TrimEnd('/').Equals(scope, StringComparison.OrdinalIgnoreCase) ? null : $"the scope {(own.Length == 0 ? "/" : own)} above it",
            IsPerson = !properties.TryGetProperty("principalType", out var type) || type.GetString() is "User" or null,
        };
    }

    private static string AddressOf(string id) => string.Join('/', id.Split('/').Select(Uri.EscapeDataString));
}
