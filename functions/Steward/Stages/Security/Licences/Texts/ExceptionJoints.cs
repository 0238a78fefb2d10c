using Steward.Stages.Security.Licences.Spdx;

namespace Steward.Stages.Security.Licences.Detection;

/// <summary>
/// Makes one finding of a licence and the exception that stands right behind it, before it or within its header: <c>GPL-2.0-or-later WITH Classpath-exception-2.0</c>. An exception alone, beside a licence that it does not
/// belong to, or further away stays a finding of its own; tags are left as they are, since they say whole what they mean.
/// </summary>
internal static class ExceptionJoints
{
    // A blank line, a title, and the usual words between a header and the paragraph of its exception.
    private const int MostLinesBetween = 4;

    /// <summary>The findings, in their order, with licences and exceptions joined.</summary>
    public static List<FoundLicence> Join(IReadOnlyList<FoundLicence> findings)
    {
        var list = findings.ToList();
        foreach (var exception in findings.Where(IsException))
        {
            var at = list.IndexOf(exception);
            var owner = list.Where(f => f.Kind is FoundKind.Text or FoundKind.Header && Between(f, exception) <= MostLinesBetween && IsOf(f, exception.Id!)).MinBy(f => Between(f, exception));
            if (owner is null) continue;
            list[list.IndexOf(owner)] = With(owner, exception);
            list.RemoveAt(at);
        }

        return [.. list.OrderBy(f => f.StartLine).ThenBy(f => f.EndLine)];
    }

    private static bool IsException(FoundLicence found) => found is { Kind: FoundKind.Text, Id: { } id } && SpdxList.Current.Exception(id) is not null;

    private static bool IsOf(FoundLicence found, string exception) => Licence(found.Id) is { } licence && ExceptionOwners.Belongs(exception, licence);

    private static SpdxTerm? Licence(string? id) =>
        id is not null && SpdxList.Current.Exception(id) is null && SpdxExpression.Read(id).Expression is SpdxTerm { Exception: null, IsReference: false } term ? term : null;

    private static int Between(FoundLicence one, FoundLicence other) => Math.Max(0, Math.Max(one.StartLine - other.EndLine, other.StartLine - one.EndLine) - 1);

    private static FoundLicence With(FoundLicence owner, FoundLicence exception) => owner with
    {
        Id = Named(owner.Id!, exception.Id!),
        Confidence = Math.Min(owner.Confidence, exception.Confidence),
        StartLine = Math.Min(owner.StartLine, exception.StartLine),
        EndLine = Math.Max(owner.EndLine, exception.EndLine),
        SameText = [.. owner.SameText.Where(id => Licence(id) is not null).Select(id => Named(id, exception.Id!)).Distinct(StringComparer.Ordinal)],
    };

    private static string Named(string licence, string exception) => $"{Licence(licence)} WITH {exception}";
}
