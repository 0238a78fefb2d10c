using System.Text.Json;
using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Spdx;

/// <summary>The ids of the SPDX licence list, from the data file beside this class. Ids are compared without regard to case.</summary>
public sealed class SpdxList
{
    private readonly Dictionary<string, string> _licences;
    private readonly Dictionary<string, string> _exceptions;
    private readonly Dictionary<string, string> _replacedBy;

    private SpdxList(Data data)
    {
        _licences = Index([.. data.Licences, .. data.Deprecated]);
        _exceptions = Index(data.Exceptions);
        _replacedBy = new Dictionary<string, string>(data.ReplacedBy, StringComparer.OrdinalIgnoreCase);
        (Version, Licences, Deprecated) = (data.Version, data.Licences, data.Deprecated);
    }

    /// <summary>The list that this program carries.</summary>
    public static SpdxList Current { get; } = Load();

    /// <summary>Where the list comes from, with versions.</summary>
    public string Version { get; }

    /// <summary>The current licence ids.</summary>
    public IReadOnlyList<string> Licences { get; }

    /// <summary>The deprecated licence ids: understood, and written in their new form.</summary>
    public IReadOnlyList<string> Deprecated { get; }

    /// <summary>The licence id in the list's own letter case, or null.</summary>
    public string? Licence(string id) => _licences.GetValueOrDefault(id);

    /// <summary>The exception id in the list's own letter case, or null.</summary>
    public string? Exception(string id) => _exceptions.GetValueOrDefault(id);

    /// <summary>The expression that stands for a deprecated id today, or null.</summary>
    public string? ReplacementOf(string id) => _replacedBy.GetValueOrDefault(id);

    private static Dictionary<string, string> Index(IEnumerable<string> ids) =>
        ids.ToDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    private static SpdxList Load()
    {
        using var stream = typeof(SpdxList).Assembly.GetManifestResourceStream("spdx-ids.json")!;
        return new SpdxList(JsonSerializer.Deserialize<Data>(stream, Json.Options)!);
    }

    private sealed record Data(
        string Version, string[] Licences, string[] Deprecated, string[] Exceptions, Dictionary<string, string> ReplacedBy);
}
