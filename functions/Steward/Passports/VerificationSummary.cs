using System.Text.Json.Serialization;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Passports;

/// <summary>
/// What a passport says, for tools that know SLSA and not Steward: an in-toto statement with a SLSA verification summary
/// (slsa.dev/spec/v1.0/verification_summary), signed with the same key. Steward does not judge how artefacts were built: it says so by the level.
/// </summary>
public sealed record VerificationSummary
{
    /// <summary>The predicate's type.</summary>
    public const string Type = "https://slsa.dev/verification_summary/v1";

    /// <summary>The level that the gate of a release stands for: SLSA leaves names that do not begin with SLSA_ to verifiers.</summary>
    public const string Level = "STEWARD_RELEASE_GATE";

    private const string Unevaluated = "SLSA_BUILD_LEVEL_UNEVALUATED";

    /// <summary>Who verified.</summary>
    public required SummaryVerifier Verifier { get; init; }

    /// <summary>When: as the passport was issued.</summary>
    public required DateTimeOffset TimeVerified { get; init; }

    /// <summary>What was verified, as a package URL: <c>pkg:github/owner/name@tag</c>.</summary>
    public required string ResourceUri { get; init; }

    /// <summary>The policy that it was held against: steward.yaml at the released commit.</summary>
    public required SummaryResource Policy { get; init; }

    /// <summary>The passport.</summary>
    public required IReadOnlyList<SummaryResource> InputAttestations { get; init; }

    /// <summary>PASSED: only what was let through has a passport.</summary>
    public required string VerificationResult { get; init; }

    /// <summary>The levels.</summary>
    public required IReadOnlyList<string> VerifiedLevels { get; init; }

    /// <summary>The version of the specification.</summary>
    public string SlsaVersion { get; init; } = "1.0";

    /// <summary>The summary of a passport, as the file holds it; signed.</summary>
    /// <param name="passport">The passport's envelope, as bytes.</param>
    /// <param name="signer">Signs.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<DsseEnvelope> SignAsync(byte[] passport, ISigner signer, CancellationToken cancellation)
    {
        var statement = Json.Read<PassportStatement>(Json.Read<DsseEnvelope>(passport).Payload);
        var (product, subject) = (statement.Predicate.Product, statement.Subject[0]);
        var uri = $"pkg:github/{product.Owner}/{product.Name}@{Uri.EscapeDataString(subject.Name)}";
        var summary = new VerificationSummary
        {
            Verifier = new SummaryVerifier("urn:steward:verifier", new Dictionary<string, string>(StringComparer.Ordinal) { ["steward"] = PassportStatement.PassportType }),
            TimeVerified = statement.Predicate.IssuedAt,
            ResourceUri = uri,
            Policy = new SummaryResource($"{uri}#steward.yaml", subject.Digest),
            InputAttestations = [new SummaryResource($"urn:steward:passport:{product}@{subject.Name}", new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = Digest.Sha256(passport) })],
            VerificationResult = statement.Predicate.Verdict.Verdict.LetsThrough() ? "PASSED" : "FAILED",
            VerifiedLevels = [Unevaluated, Level],
        };
        var payload = Json.WriteBytes(new SummaryStatement(PassportStatement.StatementType, [subject], Type, summary));
        var signature = await signer.SignAsync(DsseEnvelope.PreAuthenticationEncoding(PassportStatement.MediaType, payload), cancellation);
        return new DsseEnvelope(PassportStatement.MediaType, payload, [new DsseSignature(Digest.Sha256(signer.PublicKey.Span), signature)]);
    }
}

/// <summary>The statement around a summary.</summary>
/// <param name="Type">Always in-toto's Statement v1.</param>
/// <param name="Subject">The tag, with the commit as its digest.</param>
/// <param name="PredicateType">Always <see cref="VerificationSummary.Type"/>.</param>
/// <param name="Predicate">The summary.</param>
public sealed record SummaryStatement(
    [property: JsonPropertyName("_type")] string Type, IReadOnlyList<StatementSubject> Subject, string PredicateType, VerificationSummary Predicate);

/// <summary>Who verified.</summary>
/// <param name="Id">A name that does not change.</param>
/// <param name="Version">What it went by.</param>
public sealed record SummaryVerifier(string Id, IReadOnlyDictionary<string, string> Version);

/// <summary>A resource by its address and digests (in-toto ResourceDescriptor).</summary>
/// <param name="Uri">Its address.</param>
/// <param name="Digest">Its digests.</param>
public sealed record SummaryResource(string Uri, IReadOnlyDictionary<string, string> Digest);
