using System.Text.Json;
using Steward.Kernel;

namespace Steward.Azure.Grants.Arm;

/// <summary>Reads Azure's lists page by page: a list that leads to itself, or never ends, is not believed.</summary>
internal static class ArmPages
{
    private const int MaxPages = 1_000;

    public static async IAsyncEnumerable<JsonElement> AllAsync(ArmHttp arm, string first, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var (seen, next) = (new HashSet<string>(StringComparer.Ordinal), (string?)first);
        while (next is not null)
        {
            if (!seen.Add(next) || seen.Count > MaxPages) throw StewardException.Unavailable("Azure's list leads to the same page twice, or has no end, and is not believed.");
            using var page = await arm.GetAsync(next, cancellation);
            if (page.RootElement.ValueKind != JsonValueKind.Object || !page.RootElement.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Array)
                throw StewardException.Unavailable("Azure answered with something else than a list; try again.");
            foreach (var item in value.EnumerateArray()) yield return item;
            next = page.RootElement.TryGetProperty("nextLink", out var link) && link.ValueKind == JsonValueKind.String ? link.GetString() : null;
        }
    }
}
