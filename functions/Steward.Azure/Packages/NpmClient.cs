namespace Steward.Azure.Packages;

/// <summary>What this machine's npm is set up with. Never the configuration of a repository that is judged: it could point anywhere.</summary>
/// <param name="Registry">The registry; null when none is known.</param>
/// <param name="Scopes">Registries of scopes: by <c>@scope</c>.</param>
internal sealed record NpmClient(string? Registry, IReadOnlyDictionary<string, string> Scopes)
{
    private const string RegistryKey = "registry";
    private const string ScopeEnd = ":registry";

    /// <summary>The user's .npmrc; the registry else as npm itself names it.</summary>
    public static async Task<NpmClient> FindAsync(string home, string? registry, TimeProvider time)
    {
        var settings = Read(Path.Combine(home, ".npmrc"));
        var scopes = settings.Where(s => s.Key.StartsWith('@') && s.Key.EndsWith(ScopeEnd, StringComparison.Ordinal) && RegistryHttp.IsAddress(s.Value))
            .ToDictionary(s => s.Key[..^ScopeEnd.Length], s => s.Value, StringComparer.Ordinal);
        var found = registry ?? settings.GetValueOrDefault(RegistryKey) ?? await AskAsync(home, time);
        return new NpmClient(found is not null && RegistryHttp.IsAddress(found) ? found : null, scopes);
    }

    /// <summary>The registry of a package.</summary>
    public string? RegistryOf(string package) =>
        package.StartsWith('@') && Scopes.TryGetValue(package.Split('/')[0], out var scoped) ? scoped : Registry;

    private static async Task<string?> AskAsync(string home, TimeProvider time) =>
        (await ClientProgram.AskAsync("npm", ["config", "get", RegistryKey], home, time))?.FirstOrDefault(RegistryHttp.IsAddress);

    private static Dictionary<string, string> Read(string file)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(file)) return settings;
        foreach (var line in File.ReadLines(file).Take(1000))
        {
            var equals = line.IndexOf('=');
            if (equals > 0 && line.TrimStart()[0] is not ('#' or ';')) settings[line[..equals].Trim()] = line[(equals + 1)..].Trim().Trim('"');
        }

        return settings;
    }
}
