using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Steward.Kernel;
using Steward.Ledger.Canonical;

namespace Steward.Ledger;

/// <summary>An evidence as the data of a leaf: its canonical JSON (RFC 8785), UTF-8, at most <see cref="Evidence.MaxBytes"/> bytes.</summary>
public static class LeafData
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The evidence as the ledger keeps it: its time in UTC, cut to the millisecond.</summary>
    public static Evidence Normalise(Evidence evidence)
    {
        var utc = evidence.Time.ToUniversalTime();
        var time = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));
        return time == evidence.Time && evidence.Time.Offset == TimeSpan.Zero ? evidence : evidence with { Time = time };
    }

    /// <summary>The leaf data. Throws Invalid, naming the member, for evidence that breaks a rule or is too large.</summary>
    public static byte[] Of(Evidence evidence)
    {
        EvidenceRules.Check(evidence);
        var target = new ArrayBufferWriter<byte>(512);
        Write(evidence, target);
        return target.WrittenCount <= Evidence.MaxBytes
            ? target.WrittenSpan.ToArray()
            : throw StewardException.Invalid(
                $"Evidence '{evidence.Kind}' has {target.WrittenCount} bytes; at most {Evidence.MaxBytes} are allowed. Put the large part into a payload.");
    }

    /// <summary>The evidence of leaf data. Throws Invalid for what is not evidence in canonical JSON, byte for byte.</summary>
    public static Evidence Read(ReadOnlySpan<byte> data)
    {
        var evidence = Parse(data);
        return data.SequenceEqual(Of(evidence))
            ? evidence
            : throw StewardException.Invalid("The leaf is not canonical JSON (RFC 8785) of evidence.");
    }

    /// <summary>The evidence of leaf data that was checked before it was stored; it is not checked again. Throws Invalid for what cannot be read.</summary>
    public static Evidence Parse(ReadOnlySpan<byte> data)
    {
        try
        {
            return Json.Read<Evidence?>(data) ?? throw StewardException.Invalid("The leaf is null and not evidence.");
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw StewardException.Invalid("The leaf is not evidence in JSON.", failure);
        }
    }

    // The members in the order of their UTF-16 code units, as RFC 8785 sorts them.
    private static void Write(Evidence evidence, ArrayBufferWriter<byte> target)
    {
        Member("{\"actor\":"u8, evidence.Actor, target);
        if (evidence.Details is { } details)
        {
            target.Write(",\"details\":"u8);
            CanonicalJson.Write(details, target);
        }

        Member(",\"id\":"u8, evidence.Id, target);
        Member(",\"kind\":"u8, evidence.Kind, target);
        Member(",\"outcome\":"u8, Name(evidence.Outcome), target);
        Member(",\"payload\":"u8, evidence.Payload, target);
        Member(",\"subject\":"u8, evidence.Subject.ToString(), target);
        Member(",\"summary\":"u8, evidence.Summary, target);
        Member(",\"time\":"u8, evidence.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture), target);
        target.Write("}"u8);
    }

    private static void Member(ReadOnlySpan<byte> name, string? value, ArrayBufferWriter<byte> target)
    {
        if (value is null) return;
        target.Write(name);
        CanonicalText.Write(value, target);
    }

    private static string Name(EvidenceOutcome outcome) => outcome switch
    {
        EvidenceOutcome.Info => nameof(EvidenceOutcome.Info),
        EvidenceOutcome.Pass => nameof(EvidenceOutcome.Pass),
        EvidenceOutcome.Fail => nameof(EvidenceOutcome.Fail),
        EvidenceOutcome.Error => nameof(EvidenceOutcome.Error),
        _ => throw StewardException.Invalid($"Evidence has the unknown outcome {(int)outcome}."),
    };
}
