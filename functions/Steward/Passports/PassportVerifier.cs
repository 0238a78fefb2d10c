using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Merkle;
using Steward.Ledger.Notes;

namespace Steward.Passports;

/// <summary>Verifies a passport with nothing but the file and the public key. Pure; never throws on what a file contains.</summary>
public static class PassportVerifier
{
    /// <summary>The most bytes of a passport file.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>Verifies the file of a passport.</summary>
    /// <param name="file">The DSSE envelope, JSON.</param>
    /// <param name="key">The signer's public key.</param>
    /// <param name="expected">What it must be for; null: anything.</param>
    public static PassportReading Verify(ReadOnlySpan<byte> file, NoteKey key, PassportExpectation? expected = null)
    {
        if (ReadJson<DsseEnvelope>(file) is not { Payload: not null, PayloadType: not null, Signatures: not null } envelope)
            return new PassportReading(null, null, [new PassportCheck("envelope", false, "The file is not a DSSE envelope in JSON.")]);
        var checks = new List<PassportCheck> { new("envelope", true, "The file is a DSSE envelope.") };
        var signed = IsSigned(envelope, key);
        checks.Add(new PassportCheck("signature", signed, signed
            ? "The statement was signed with the given key."
            : "The signature is not the given key's over this statement: it was changed, or another key signed it."));
        if (!signed) return new PassportReading(null, null, checks);
        var statement = StatementOf(envelope, checks);
        if (statement is not null)
        {
            CheckContent(statement, key, checks);
            checks.AddRange((expected ?? PassportExpectation.Any).Check(statement));
        }

        return new PassportReading(statement, Digest.Sha256(key.PublicKey.Span), checks);
    }

    private static bool IsSigned(DsseEnvelope envelope, NoteKey key)
    {
        try
        {
            return envelope.Signatures.All(s => s?.Sig is not null) && envelope.IsSignedBy(key.PublicKey.Span);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static PassportStatement? StatementOf(DsseEnvelope envelope, List<PassportCheck> checks)
    {
        var statement = envelope.PayloadType == PassportStatement.MediaType ? ReadJson<PassportStatement>(envelope.Payload) : null;
        var known = statement is { Type: PassportStatement.StatementType, PredicateType: PassportStatement.PassportType }
            and { Subject: [{ Digest: not null }], Predicate: { Verdict: not null, Materials.Count: > 0, Checkpoint: not null } };
        checks.Add(new PassportCheck("statement", known, known
            ? $"It is a passport for {statement!.Subject[0].Name}."
            : "What was signed is not a Steward passport."));
        return known ? statement : null;
    }

    private static void CheckContent(PassportStatement statement, NoteKey key, List<PassportCheck> checks)
    {
        var predicate = statement.Predicate;
        var passed = predicate.Verdict.Verdict.LetsThrough();
        checks.Add(new PassportCheck("verdict", passed, $"The gate said {predicate.Verdict.Verdict}: {predicate.Verdict.Reason}"));
        var checkpoint = ReadCheckpoint(predicate.Checkpoint, key);
        var origin = CheckpointNote.OriginOf(predicate.Product);
        var ours = checkpoint is not null && checkpoint.Origin == origin;
        checks.Add(new PassportCheck("checkpoint", ours, ours
            ? $"The checkpoint of {checkpoint!.Size} entries was signed with the given key."
            : $"The checkpoint is not one of {origin} signed with the given key."));
        if (!ours) return;
        checks.AddRange(predicate.Materials.Select(m => Included(m, checkpoint!)));
        checks.Add(Decided(statement));
        checks.Add(Waived(statement));
    }

    private static PassportCheck Included(PassportMaterial material, Checkpoint checkpoint)
    {
        var proof = new InclusionProof(material.Index, checkpoint.Size, material.Proof ?? []);
        var leaf = Encoding.UTF8.GetBytes(material.Leaf ?? "");
        var holds = ReadEvidence(leaf) is not null && ProofCheck.Inclusion(proof, TreeHash.Leaf(leaf), checkpoint.RootHash);
        return new PassportCheck($"evidence {material.Index}", holds, holds
            ? $"Entry {material.Index} ({ReadEvidence(leaf)!.Kind}) is in the ledger."
            : $"Entry {material.Index} is not in the ledger at that checkpoint: it or its proof was changed.");
    }

    // Among the materials must be the decision that let this very release through, with this very verdict tree.
    private static PassportCheck Decided(PassportStatement statement)
    {
        var named = statement.Subject[0];
        var tree = Digest.Sha256(Json.WriteBytes(statement.Predicate.Verdict));
        var decided = CommitSha.TryParse(named.Digest.GetValueOrDefault("gitCommit"), out var commit)
            && Evidence(statement).Any(e => e.Evidence is { Kind: "release.decided", Outcome: EvidenceOutcome.Pass } decision && decision.Subject == Subject.Release(named.Name, commit) && decision.Payload == tree);
        return new PassportCheck("decision", decided, decided
            ? $"The ledger says that {named.Name} at {commit.Abbreviated} was let through with this verdict tree."
            : "No evidence in the passport says that this release was let through with this verdict tree.");
    }

    // Nothing was let through by a waiver that is not listed, and none is listed that the ledger does not know.
    private static PassportCheck Waived(PassportStatement statement)
    {
        _ = CommitSha.TryParse(statement.Subject[0].Digest.GetValueOrDefault("gitCommit"), out var commit);
        var problem = PassportWaivers.Problem(statement, Evidence(statement), commit);
        var count = statement.Predicate.Waivers?.Count ?? 0;
        return new PassportCheck("waivers", problem is null, problem ?? (count == 0
            ? "The verdict rests on no waiver that would have to be listed."
            : $"{Texts.Count(count, "waiver")} {(count == 1 ? "is" : "are")} listed, in the ledger, and {(count == 1 ? "covers" : "cover")} all that was waived."));
    }

    private static List<(long Index, Evidence Evidence)> Evidence(PassportStatement statement) =>
        [.. statement.Predicate.Materials.Select(m => (m.Index, Evidence: ReadEvidence(Encoding.UTF8.GetBytes(m.Leaf ?? "")))).Where(m => m.Evidence is not null).Select(m => (m.Index, m.Evidence!))];

    private static Checkpoint? ReadCheckpoint(string note, NoteKey key)
    {
        try
        {
            return key.Verifies(SignedNote.Parse(note)) ? CheckpointNote.Parse(note) : null;
        }
        catch (StewardException)
        {
            return null;
        }
    }

    private static Evidence? ReadEvidence(byte[] leaf)
    {
        try
        {
            return LeafData.Read(leaf);
        }
        catch (StewardException)
        {
            return null;
        }
    }

    private static T? ReadJson<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
