using System.Text;
using Azure.Storage.Blobs.Models;
using Steward.Vault.Entries;

namespace Steward.Azure.Vaults.Sources;

/// <summary>What a blob has beside its content, as extended attributes of its entry.</summary>
internal static class BlobHeaders
{
    private const string Prefix = "user.azure.";
    private const string Metadata = Prefix + "metadata.";

    /// <summary>The attributes, sorted by name.</summary>
    public static IReadOnlyList<ExtendedAttribute> Of(BlobItem blob)
    {
        var found = blob.Properties;
        var all = new List<(string Name, string? Value)>
        {
            ("cache-control", found.CacheControl), ("content-disposition", found.ContentDisposition), ("content-encoding", found.ContentEncoding),
            ("content-language", found.ContentLanguage), ("content-type", found.ContentType),
        };
        all.AddRange((blob.Metadata ?? new Dictionary<string, string>()).Select(m => ($"metadata.{m.Key}", (string?)m.Value)));
        return [.. all.Where(a => !string.IsNullOrEmpty(a.Value)).OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => new ExtendedAttribute(Prefix + a.Name, Encoding.UTF8.GetBytes(a.Value!)))];
    }

    /// <summary>The options that give a blob what it had.</summary>
    public static BlobUploadOptions Options(Entry entry)
    {
        var values = entry.Attributes.ToDictionary(a => a.Name, a => Encoding.UTF8.GetString(a.Value.Span));
        return new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders
            {
                CacheControl = values.GetValueOrDefault(Prefix + "cache-control"),
                ContentDisposition = values.GetValueOrDefault(Prefix + "content-disposition"),
                ContentEncoding = values.GetValueOrDefault(Prefix + "content-encoding"),
                ContentLanguage = values.GetValueOrDefault(Prefix + "content-language"),
                ContentType = values.GetValueOrDefault(Prefix + "content-type"),
            },
            Metadata = values.Where(v => v.Key.StartsWith(Metadata, StringComparison.Ordinal)).ToDictionary(v => v.Key[Metadata.Length..], v => v.Value),
            Conditions = new BlobRequestConditions { IfNoneMatch = global::Azure.ETag.All },
        };
    }
}
