using Steward.Kernel;

namespace Steward.Azure.GitHub.Http;

/// <summary>Keeps credentials at home.</summary>
internal static class SameHost
{
    /// <summary>Refuses a request to anywhere but the API: a redirect must not carry the token away.</summary>
    public static void Require(HttpRequestMessage request, Uri root)
    {
        if (request.RequestUri?.GetLeftPart(UriPartial.Authority) != root.GetLeftPart(UriPartial.Authority))
            throw StewardException.Invalid("GitHub sent us to another host; the app's credentials stay here. Check GitHub's BaseAddress.");
    }
}
