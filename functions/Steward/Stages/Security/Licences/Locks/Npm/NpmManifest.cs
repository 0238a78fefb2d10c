using System.Text.Json;

namespace Steward.Stages.Security.Licences.Locks.Npm;

/// <summary>What a package.json needs.</summary>
/// <param name="Name">Its own name; null when it has none.</param>
/// <param name="Needs">Its dependencies; development's only where nothing else needs them as well.</param>
internal sealed record NpmManifest(string? Name, IReadOnlyList<(string Name, string Range, bool Development)> Needs)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "package.json";

    private const int MaxBytes = 1024 * 1024;
    private static readonly string[] Shipped = ["dependencies", "optionalDependencies"];
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads one; null when there is none, or none that can be read: then it tells nothing.</summary>
    public static NpmManifest? Of(ReadOnlyMemory<byte>? content)
    {
        if (content is not { Length: <= MaxBytes } bytes) return null;
        try
        {
            using var document = JsonDocument.Parse(bytes, Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static NpmManifest Read(JsonElement root)
    {
        var needs = new Dictionary<string, (string Name, string Range, bool Development)>(StringComparer.Ordinal);
        foreach (var entry in Shipped.SelectMany(kind => LockJson.EntriesOf(root, kind))) Add(entry, development: false);
        foreach (var entry in LockJson.EntriesOf(root, "devDependencies")) Add(entry, development: true);
        return new NpmManifest(LockJson.Text(root, "name"), [.. needs.Values]);

        void Add(JsonProperty entry, bool development)
        {
            if (entry.Value.ValueKind == JsonValueKind.String) needs.TryAdd(entry.Name, (entry.Name, entry.Value.GetString()!, development));
        }
    }
}
