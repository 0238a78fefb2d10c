using Steward.Kernel;

namespace Steward.Web.Dashboard;

/// <summary>A file that lies in the assembly, so that both hosts serve it without a folder of their own. Its address names its content.</summary>
public sealed class Asset
{
    private Asset(string name, string contentType)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream($"Steward.Web.Dashboard.Assets.{name}")
            ?? throw new InvalidOperationException($"The asset {name} is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        (Content, ContentType) = (bytes, contentType);
        Address = $"/assets/{Digest.Sha256(bytes)[..12]}-{name}";
    }

    /// <summary>The style sheet.</summary>
    public static Asset Style { get; } = new("steward.css", "text/css; charset=utf-8");

    /// <summary>The icon of the browser's tab.</summary>
    public static Asset Icon { get; } = new("steward.svg", "image/svg+xml");

    /// <summary>All assets.</summary>
    public static IReadOnlyList<Asset> All { get; } = [Style, Icon];

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Their type.</summary>
    public string ContentType { get; }

    /// <summary>The path that it is served at.</summary>
    public string Address { get; }
}
