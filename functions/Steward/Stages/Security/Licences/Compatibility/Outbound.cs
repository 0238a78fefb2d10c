using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Compatibility;

/// <summary>
/// Whether what comes in under a licence may be shipped in a product that goes out under another one: a small table of what the licences'
/// stewards themselves say (docs/licence-policy.md has the sources). What the table does not have is Unknown, with the reason.
/// </summary>
/// <param name="Term">The product's own licence.</param>
public sealed record Outbound(SpdxTerm Term)
{
    private static readonly HashSet<string> NotWithGnu = new(StringComparer.Ordinal)
    {
        "BSD-4-Clause", "Apache-1.1", "OpenSSL", "PHP-3.01", "JSON", "CPL-1.0", "EPL-1.0", "CDDL-1.0", "CDDL-1.1", "MPL-1.1", "MPL-2.0-no-copyleft-exception", "MS-PL", "MS-RL", "AFL-3.0", "OSL-3.0", "CC-BY-3.0", "CC-BY-SA-3.0",
    };

    /// <summary>Judges a licence that comes in. The reason is a clause without an end.</summary>
    public LicenceRuling Judge(SpdxTerm inbound) =>
        inbound == Term ? Yes("it is the product's own licence")
        : LicenceKinds.Of(inbound) is not { } kind ? Unknown(inbound, "nothing is known here of how far that licence reaches")
        : kind == LicenceKind.PublicDomain ? Yes("it has no conditions")
        : Gnu(Term.Root) is { } family ? InGnu(family, inbound, kind)
        : LicenceKinds.Of(Term) is null && !Term.IsReference ? Unknown(inbound, $"what a product under {Term} may take in is not in the table")
        : kind switch
        {
            LicenceKind.Permissive => Yes("its notice must be kept"),
            LicenceKind.WeakCopyleft => Yes("on condition that it stays under its licence itself, with its source offered, and can be replaced where its licence says so"),
            _ => No(inbound, "it asks for the whole product under its own terms"),
        };

    private LicenceRuling InGnu(string family, SpdxTerm inbound, LicenceKind kind) =>
        Gnu(inbound.Root) is { } from ? BetweenGnu(family, from, inbound)
        : NotWithGnu.Contains(inbound.Root) ? No(inbound, $"it has conditions that {Term.Root} does not let add")
        : inbound.Root == "Apache-2.0" && inbound.Exception is null && IsVersion2 ? Apache(inbound)
        : inbound.Root == "MPL-2.0" ? Yes("as MPL-2.0, section 3.3, lets it")
        : kind == LicenceKind.Permissive ? Yes("its notice must be kept")
        : Unknown(inbound, $"whether it goes with {Term.Root} is not in the table");

    private LicenceRuling Apache(SpdxTerm inbound) => Term.OrLater
        ? Yes("on condition that the whole is handed on under version 3: Apache-2.0 does not go with version 2")
        : No(inbound, "its patent terms are conditions that version 2 does not let add");

    // From LGPL to GPL to AGPL, and from "or later" upwards; never back.
    private LicenceRuling BetweenGnu(string family, string from, SpdxTerm inbound)
    {
        if (from != "LGPL" && LicenceKinds.Of(inbound) == LicenceKind.WeakCopyleft) return Yes("its exception lets others link to it");
        if ((family, from) == ("LGPL", "LGPL")) return Yes("on condition that it stays under its own licence itself");
        if (Rank(from) > Rank(family)) return No(inbound, $"it asks for more than {Term.Root} does");
        // LGPL-2.1, section 3: it may be taken under the GPL, version 2 or any later one.
        var isVersion3 = inbound.Root.EndsWith("3.0", StringComparison.Ordinal);
        var fits = IsVersion2 ? !isVersion3 || Term.OrLater : isVersion3 || inbound.OrLater || from == "LGPL";
        return !fits ? No(inbound, $"its version does not go with {Term}")
            : IsVersion2 && isVersion3 ? Yes("on condition that the whole is handed on under version 3")
            : Yes("it may be handed on under the product's licence");
    }

    private bool IsVersion2 => Term.Root is "GPL-2.0" or "LGPL-2.0" or "LGPL-2.1";

    private static int Rank(string family) => family switch { "LGPL" => 0, "GPL" => 1, _ => 2 };

    private static string? Gnu(string root) => root.Split('-')[0] is "GPL" or "LGPL" or "AGPL" ? root.Split('-')[0] : null;

    private static LicenceRuling Yes(string reason) => new(Ruling.Allowed, reason);

    private LicenceRuling No(SpdxTerm inbound, string reason) => new(Ruling.NotAllowed, $"{inbound} cannot be shipped in a product under {Term}: {reason}");

    private LicenceRuling Unknown(SpdxTerm inbound, string reason) => new(Ruling.Unknown, $"whether {inbound} may be shipped in a product under {Term} cannot be said: {reason}");
}
