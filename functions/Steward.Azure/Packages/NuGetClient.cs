using System.Xml;
using System.Xml.Linq;

namespace Steward.Azure.Packages;

/// <summary>What this machine's NuGet client is set up with. Never the configuration of a repository that is judged: it could point anywhere.</summary>
internal static class NuGetClient
{
    private static readonly string[] Files = [".nuget/NuGet/NuGet.Config", ".config/NuGet/NuGet.Config", "AppData/Roaming/NuGet/NuGet.Config"];

    /// <summary>The enabled HTTP sources: of the user's configuration, else those that the client itself names.</summary>
    public static async Task<IReadOnlyList<string>> SourcesAsync(string home, TimeProvider time)
    {
        var configured = Files.Select(f => Path.Combine(home, f)).Where(File.Exists).Select(Read).FirstOrDefault(s => s.Count > 0);
        if (configured is not null) return configured;
        // One line a source: "E address" for enabled ones.
        var lines = await ClientProgram.AskAsync("dotnet", ["nuget", "list", "source", "--format", "Short"], home, time) ?? [];
        return [.. lines.Where(l => l.StartsWith("E ", StringComparison.Ordinal)).Select(l => l[2..].Trim()).Where(RegistryHttp.IsAddress)];
    }

    /// <summary>The enabled HTTP sources of a NuGet.Config; none when it cannot be read.</summary>
    public static IReadOnlyList<string> Read(string file)
    {
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var root = XDocument.Load(reader).Root;
            var disabled = Entries(root, "disabledPackageSources").Where(e => e.Value.Equals("true", StringComparison.OrdinalIgnoreCase))
                .Select(e => e.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return [.. Entries(root, "packageSources").Where(e => !disabled.Contains(e.Key)).Select(e => e.Value).Where(RegistryHttp.IsAddress)];
        }
        catch (Exception failure) when (failure is XmlException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Entries(XElement? root, string section) =>
        root?.Element(section)?.Elements("add")
            .Select(e => KeyValuePair.Create(e.Attribute("key")?.Value ?? "", e.Attribute("value")?.Value ?? "")) ?? [];
}
