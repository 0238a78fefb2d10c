using Steward.Policy;
using Steward.Source;

namespace Steward.Stages.Security.Licences;

/// <summary>Licences for some dependencies only.</summary>
/// <param name="Allow">Allowed licences in place of the product's list; null: the product's list holds.</param>
/// <param name="Deny">Denied licences beside the product's list.</param>
public sealed record LicenceLists(IReadOnlyList<string>? Allow, IReadOnlyList<string> Deny)
{
    private const string Id = "An SPDX licence id, with WITH where needed; a LicenseRef-; or a kind: public-domain, permissive, weak-copyleft, strong-copyleft, network-copyleft.";

    /// <summary>The key of allowed ones.</summary>
    internal static Field AllowField(string description) => new("allow", new ListShape(description, new TextShape(Id) { MaxLength = 200 }));

    /// <summary>The key of denied ones.</summary>
    internal static Field DenyField(string description) => new("deny", new ListShape(description, new TextShape(Id) { MaxLength = 200 }));

    /// <summary>What may stand in the policy.</summary>
    internal static ObjectShape Shape(string description) => new(
        description, AllowField("Allowed licences, in place of the product's list."), DenyField("Denied licences, beside those of the product's list."));

    /// <summary>Makes one of the policy's value; null where it is not there.</summary>
    internal static LicenceLists? Bind(PolicyNode node) => node["allow"].Exists || node["deny"].Exists
        ? new LicenceLists(node["allow"].Exists ? node.TextList("allow") : null, node.TextList("deny")) : null;
}

/// <summary>Licences for what lock files and licence files below some paths bring.</summary>
/// <param name="Path">A pattern of paths: <c>vendor/**</c>.</param>
/// <param name="Lists">Its lists.</param>
public sealed record PathLicences(string Path, LicenceLists Lists)
{
    private readonly PathPattern _pattern = new(Path);

    /// <summary>What may stand in the policy.</summary>
    internal static Shape Shape { get; } = new ObjectShape(
        "Licences by path. Of several rules that fit, the last one with an allow list counts, and all their deny lists.",
        new Field("path", new TextShape("A pattern of paths: vendor/**, tools/package-lock.json.") { MaxLength = 300 }, Required: true),
        LicenceLists.AllowField("Allowed licences there, in place of the product's list."),
        LicenceLists.DenyField("Denied licences there, beside those of the product's list."));

    /// <summary>Makes one of the policy's value.</summary>
    internal static PathLicences Bind(PolicyNode node) => new(node.Text("path"), LicenceLists.Bind(node) ?? new LicenceLists(null, []));

    /// <summary>True when a path fits.</summary>
    public bool Fits(string path) => _pattern.Fits(path);
}
