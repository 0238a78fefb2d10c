using System.Text.Json.Serialization;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Passports;

/// <summary>The in-toto Statement v1 (in-toto/attestation, spec/v1/statement.md) that a passport signs.</summary>
/// <param name="Type">Always <see cref="StatementType"/>.</param>
/// <param name="Subject">What the passport is for: the tag, with the commit as its digest.</param>
/// <param name="PredicateType">Always <see cref="PassportType"/>.</param>
/// <param name="Predicate">What Steward says of it.</param>
public sealed record PassportStatement(
    [property: JsonPropertyName("_type")] string Type,
    IReadOnlyList<StatementSubject> Subject,
    string PredicateType,
    PassportPredicate Predicate)
{
    /// <summary>The statement's type.</summary>
    public const string StatementType = "https://in-toto.io/Statement/v1";

    /// <summary>The predicate's type.</summary>
    public const string PassportType = "urn:steward:passport:v1";

    /// <summary>The media type of the payload.</summary>
    public const string MediaType = "application/vnd.in-toto+json";
}

/// <summary>What a statement is about.</summary>
/// <param name="Name">Its name: the tag.</param>
/// <param name="Digest">Its digests: <c>gitCommit</c>.</param>
public sealed record StatementSubject(string Name, IReadOnlyDictionary<string, string> Digest);

/// <summary>That a release passed its gate, and the evidence it rests on.</summary>
/// <param name="Product">The product.</param>
/// <param name="IssuedAt">When.</param>
/// <param name="Verdict">The verdict tree of the release.</param>
/// <param name="Materials">The evidence, each with its proof.</param>
/// <param name="Checkpoint">The signed checkpoint (a C2SP signed note) that the proofs lead to.</param>
public sealed record PassportPredicate(
    ProductId Product, DateTimeOffset IssuedAt, VerdictNode Verdict, IReadOnlyList<PassportMaterial> Materials, string Checkpoint)
{
    /// <summary>The waivers that the tree rests on; null in passports from before they were listed.</summary>
    public IReadOnlyList<PassportWaiver>? Waivers { get; init; }
}

/// <summary>A waiver that a verdict tree rests on. Its evidence is among the materials.</summary>
/// <param name="Path">What it lets through, with all below it, from the stage on.</param>
/// <param name="By">Who granted it.</param>
/// <param name="Until">Its end.</param>
/// <param name="Reason">Why.</param>
/// <param name="Index">The index of its evidence in the ledger.</param>
public sealed record PassportWaiver(string Path, string By, DateTimeOffset Until, string Reason, long Index);

/// <summary>One evidence with the proof that it is in the ledger.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Leaf">Its leaf data: canonical JSON.</param>
/// <param name="Proof">The audit path, from the leaf upwards.</param>
public sealed record PassportMaterial(long Index, string Leaf, IReadOnlyList<byte[]> Proof);
