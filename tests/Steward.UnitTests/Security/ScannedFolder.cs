using System.Text;
using Steward.Stages.Security.Licences;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.UnitTests.Security;

/// <summary>A folder in memory, scanned with a registry that knows what it was told.</summary>
internal sealed class ScannedFolder(params (string Path, string Text)[] files) : ILicenceMetadata
{
    private readonly Dictionary<string, DeclaredLicence> _known = new(StringComparer.Ordinal);

    /// <summary>What the registry throws instead of answering.</summary>
    public Exception? Failure { get; init; }

    public ScannedFolder Knows(string package, string licence, string? integrity = null)
    {
        _known[package] = new DeclaredLicence(LicenceForm.Expression, licence, "registry") { Integrity = integrity };
        return this;
    }

    public Task<LicenceScan> ScanAsync()
    {
        var texts = files.ToDictionary(f => f.Path, f => f.Text, StringComparer.Ordinal);
        var folder = new LockFolder([.. texts.Keys], (path, _) => Task.FromResult(Encoding.UTF8.GetBytes(texts[path])));
        return new LicenceScanner(this).ScanAsync(folder, progress: null, CancellationToken.None);
    }

    public Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation) =>
        Failure is null ? Task.FromResult(_known.GetValueOrDefault(package.ToString())) : Task.FromException<DeclaredLicence?>(Failure);
}
